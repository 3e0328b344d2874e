package main

import (
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"
)

// TestStopBySignal holds that Ctrl-C, and what a service manager sends, end the
// server in order: it says that the world is stored, and the exit code is 0.
func TestStopBySignal(t *testing.T) {
	for _, how := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		for _, args := range [][]string{{"run"}, {"run", "--single"}} {
			t.Run(fmt.Sprint(how, " of ", strings.Join(args, " ")), func(t *testing.T) {
				cmd := mud(t.Context(), folder(t, ""), args...)
				log, _ := inBackground(t, cmd)
				logged(t, log, "Stop the server with Ctrl-C")
				must(t, cmd.Process.Signal(how))
				if err := cmd.Wait(); err != nil {
					t.Errorf("it ended with %v:\n%s", err, log)
				}
				if !strings.HasSuffix(log.String(), "is closed, and its world is stored.\n") {
					t.Errorf("its last words are:\n%s", log)
				}
			})
		}
	}
}
