package child

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// asServer makes the test binary a Server: it says that it is up by making the
// file that it names, and ends with its standard input.
const asServer = "CHILD_TEST_UP"

func TestMain(m *testing.M) {
	if up := os.Getenv(asServer); up != "" {
		if os.WriteFile(up, nil, 0o600) != nil {
			os.Exit(1)
		}
		_, _ = os.Stdin.Read(make([]byte, 1))
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// house is a folder whose program is run.
type house struct {
	t       *testing.T
	program string
	kept    string
	ups     chan struct{} // one for each Server that came up
	failed  chan string
	ended   chan error
	stop    context.CancelFunc
}

func open(t *testing.T, put func(h *house)) *house {
	t.Helper()
	dir := t.TempDir()
	up := filepath.Join(dir, "up")
	t.Setenv(asServer, up)
	h := &house{
		t: t, program: filepath.Join(dir, "server"), kept: filepath.Join(dir, "kept"),
		ups: make(chan struct{}, 10), failed: make(chan string, 10), ended: make(chan error, 1),
	}
	put(h)
	ctx, stop := context.WithCancel(context.Background())
	h.stop = stop
	go func() {
		h.ended <- Run(ctx, Options{
			Program: h.program, Keep: h.kept, Stdout: t.Output(), Stderr: t.Output(),
			Log:  slog.New(slog.NewTextHandler(t.Output(), nil)),
			Next: func() <-chan struct{} { return h.next(ctx, up) }, Failed: func(text string) { h.failed <- text },
		})
	}()
	t.Cleanup(stop)
	return h
}

// next is closed when the file of a Server that is up is there.
func (h *house) next(ctx context.Context, up string) <-chan struct{} {
	there := make(chan struct{})
	go func() {
		for ctx.Err() == nil {
			if os.Remove(up) == nil {
				close(there)
				h.ups <- struct{}{}
				return
			}
			time.Sleep(time.Millisecond)
		}
	}()
	return there
}

// script puts a program in the place of the one that is there, as an upgrade
// does.
func (h *house) script(text string) {
	h.t.Helper()
	part := h.program + ".part"
	if err := errors.Join(os.WriteFile(part, []byte("#!/bin/sh\n"+text), 0o700), os.Rename(part, h.program)); err != nil {
		h.t.Fatal(err)
	}
}

// comesUp is a program that comes up, and is killed when a file is there.
func comesUp() string {
	return `(while kill -0 $$; do [ -e "$0.end" ] && rm "$0.end" && kill $$; sleep 0.01; done 2>/dev/null) & exec ` + os.Args[0] + "\n"
}

func wait[T any](t *testing.T, from <-chan T, what string) (v T) {
	t.Helper()
	select {
	case v = <-from:
	case <-time.After(30 * time.Second):
		t.Fatalf("%s: it did not come", what)
	}
	return v
}

// A first start that fails ends it, with the reason.
func TestNeverUp(t *testing.T) {
	h := open(t, func(h *house) { h.script("echo 'mud: no world here' >&2; exit 1\n") })
	err := wait(t, h.ended, "the end")
	if !errors.Is(err, ErrNeverUp) || !strings.Contains(err.Error(), "no world here") {
		t.Errorf("Run ended with %v", err)
	}
}

// A Server that ends is started again, and a new program is used then. One
// that does not come up is replaced by the one before it, which is told.
func TestUpgrade(t *testing.T) {
	h := open(t, func(h *house) { h.script(comesUp()) })
	wait(t, h.ups, "the first server")
	for _, err := os.Stat(h.kept); err != nil; _, err = os.Stat(h.kept) {
		time.Sleep(time.Millisecond) // until it is kept
	}
	h.script("echo 'mud: does not work' >&2; exit 1\n")
	if err := os.WriteFile(h.program+".end", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	text := wait(t, h.failed, "what an admin is told")
	if !strings.Contains(text, "does not work") || !strings.Contains(text, "The one before it is started instead.") {
		t.Errorf("the admin is told %q", text)
	}
	wait(t, h.ups, "the program before it")
	h.stop()
	if err := wait(t, h.ended, "the end"); err != nil {
		t.Errorf("Run ended with %v", err)
	}
}
