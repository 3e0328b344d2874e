// Command mud is a server for text worlds. Its sub-commands are thin: what
// they do is in the packages beside this one.
package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"mud/cmd/mud/config"
	"mud/cmd/mud/portalhalf"
)

// cli is the whole command line.
var cli struct {
	Config string `help:"Settings file; without it mud.toml in this folder, or the defaults." placeholder:"FILE"`

	Run     runCmd     `cmd:"" help:"Start the server and keep it running."`
	Portal  portalCmd  `cmd:"" help:"Run only the half that holds the connections."`
	Server  serverCmd  `cmd:"" help:"Run only the half that holds the world."`
	Reload  reloadCmd  `cmd:"" help:"Load the scripts of a running server anew: all of them, or on any error none."`
	Restart restartCmd `cmd:"" help:"Have a new server take over from a running one; all connections stay."`
	Stop    stopCmd    `cmd:"" help:"Stop a running server in order."`
	Status  statusCmd  `cmd:"" help:"Show how a running server is."`
	Check   checkCmd   `cmd:"" help:"Check the scripts without starting a server."`
	Test    testCmd    `cmd:"" help:"Run the tests of the scripts, files *_test.lua beside them."`
	Meta    metaCmd    `cmd:"" help:"Write what editors know of the API: stubs for lua-language-server, and docs/api.md."`
	New     newCmd     `cmd:"" help:"Make a plugin, a command, a command set or a typeclass, with a test."`
	Backup  backupCmd  `cmd:"" help:"Save a compressed copy of a running server's world."`
	Restore restoreCmd `cmd:"" help:"Put a backup in the place of the world, while no server runs."`
	Export  exportCmd  `cmd:"" help:"Write the whole world as lines of JSON that people can read and compare."`
	Import  importCmd  `cmd:"" help:"Begin a world with what mud export wrote."`
	Profile profileCmd `cmd:"" help:"Save a profile of the running Server for go tool pprof."`
	Cert    certCmd    `cmd:"" help:"Make a self-signed certificate for telnet over TLS, for trying."`
	Admin   adminCmd   `cmd:"" help:"Manage superusers."`
	Bench   benchCmd   `cmd:"" help:"Measure this machine."`
}

// Exit codes: 0 done, 1 failed, 2 wrong use.
const (
	exitFailed = 1
	exitUsage  = 2
)

func main() {
	parser := kong.Must(&cli, kong.Name("mud"), kong.Description("A server for text worlds."), kong.UsageOnError())
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	parser.Exit = func(code int) {
		if code != 0 {
			code = exitUsage
		}
		os.Exit(code)
	}
	command, err := parser.Parse(os.Args[1:])
	parser.FatalIfErrorf(err)
	command.BindTo(ctx, (*context.Context)(nil))
	if err := command.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "mud:", err)
		os.Exit(exitFailed)
	}
}

// settings reads mud.toml, or takes the defaults where there is none and none
// was asked for.
func settings() (*config.Config, error) {
	if cli.Config != "" {
		return config.Load(cli.Config)
	}
	cfg, err := config.Load("mud.toml")
	if errors.Is(err, fs.ErrNotExist) {
		return config.Default(), nil
	}
	return cfg, err
}

// logger writes as [log] says.
func logger(cfg *config.Config) (*slog.Logger, error) {
	out := os.Stderr
	if cfg.Log.File != "" {
		f, err := os.OpenFile(cfg.Log.File, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
		if err != nil {
			return nil, fmt.Errorf("opening the log: %w", err)
		}
		out = f
	}
	var level slog.Level
	if err := level.UnmarshalText([]byte(cfg.Log.Level)); err != nil {
		return nil, err
	}
	opts := &slog.HandlerOptions{Level: level}
	if cfg.Log.Format == "json" {
		return slog.New(slog.NewJSONHandler(out, opts)), nil
	}
	return slog.New(slog.NewTextHandler(out, opts)), nil
}

// ask sends a request to the running server and prints its answer.
func ask(ctx context.Context, method, path string, form map[string]string) error {
	cfg, err := settings()
	if err != nil {
		return err
	}
	text, err := portalhalf.Ask(ctx, method, cfg.Portal.Admin, path, form)
	if err == nil {
		fmt.Print(text)
	}
	return err
}
