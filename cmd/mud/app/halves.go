package app

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"

	"mud/cmd/mud/child"
	"mud/cmd/mud/config"
	"mud/cmd/mud/portalhalf"
	"mud/cmd/mud/serverhalf"
	"mud/engine"
)

// keptProgram is the file, in the data folder, with the program of the last
// Server that came up.
const keptProgram = "mud.kept"

// RunHalves is the Portal, with the Server as a child that is watched and
// started again: the program itself, as `mud server`. opened is called when the
// first Server is up. args are those that make the program the Server.
func RunHalves(ctx context.Context, cfg *config.Config, log *slog.Logger, args []string, opened func(*portalhalf.Half)) error {
	if err := writable(cfg); err != nil {
		return err
	}
	o, err := PortalOptions(cfg, log)
	if err != nil {
		return err
	}
	program, err := os.Executable()
	if err != nil {
		return fmt.Errorf("finding the program, to start the server with: %w", err)
	}
	spareMemory()
	front, err := portalhalf.New(o)
	if err != nil {
		return err
	}
	linked, unlink := context.WithCancel(context.Background())
	watched, unwatch := context.WithCancel(context.Background())
	defer unwatch()
	var parts sync.WaitGroup
	first := front.NextServer()
	ended := make(chan error, 1)
	parts.Go(func() { front.Dial(linked, cfg.Server.Link, cfg.Server.LinkSecret) })
	parts.Go(func() {
		ended <- child.Run(watched, child.Options{
			Program: program, Keep: filepath.Join(cfg.DataDir(), keptProgram), Args: args,
			Stdout: os.Stdout, Stderr: os.Stderr, Next: front.NextServer, Failed: front.Failed, Log: log,
		})
	})
	select {
	case err = <-ended:
		front.Close()
	case <-ctx.Done():
		front.Close()
	case <-first:
		opened(front)
		err = front.Run(ctx)
	}
	unlink() // the Server has all that was said on the link before it is told to end
	unwatch()
	parts.Wait()
	return err
}

// RunPortal is the Portal alone, for a Server that somebody else runs.
func RunPortal(ctx context.Context, cfg *config.Config, log *slog.Logger, opened func(*portalhalf.Half)) error {
	if err := writable(cfg); err != nil {
		return err
	}
	o, err := PortalOptions(cfg, log)
	if err != nil {
		return err
	}
	spareMemory()
	front, err := portalhalf.New(o)
	if err != nil {
		return err
	}
	linked, unlink := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		front.Dial(linked, cfg.Server.Link, cfg.Server.LinkSecret)
	}()
	opened(front)
	err = front.Run(ctx)
	unlink()
	<-done
	return err
}

// RunServer is the Server alone. ends says that everything ends with ctx, as for a child with its
// parent; else a Server is to come after it.
func RunServer(ctx context.Context, cfg *config.Config, log *slog.Logger, ends bool, opened func(*engine.Engine)) error {
	if err := writable(cfg); err != nil {
		return err
	}
	half, err := serverhalf.New(cfg, log)
	if err != nil {
		return err
	}
	opened(half.Engine())
	return half.RunOn(ctx, cfg.Server.Link, cfg.Server.LinkSecret, engine.Leave{Stop: ends, Cold: ends})
}
