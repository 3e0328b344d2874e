package scene

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"regexp"
	"time"

	"mud/cmd/mud/portalhalf"
)

// process is a running mud run, with the Server as a process of its own where
// it is not a single one.
type process struct {
	cmd   *exec.Cmd
	said  *buffer           // what it has printed and logged
	doors map[string]string // where each is open
	ended chan struct{}
	how   error // how it ended
}

var (
	openLine  = regexp.MustCompile(`(?m) msg="open for players" (.*)\n`)
	doorPart  = regexp.MustCompile(`(\w+)=(\S+)`)
	claimLine = regexp.MustCompile(`@claim (\w+)`)
)

// openProcess starts mud run and waits until players are let in.
func openProcess(program Program, settings string, log io.Writer) (house, error) {
	args := []string{"--config", settings, "run"}
	if program.Single {
		args = append(args, "--single")
	}
	h := &process{cmd: exec.Command(program.File, args...), said: &buffer{}, doors: map[string]string{}, ended: make(chan struct{})}
	both := io.MultiWriter(log, h.said)
	h.cmd.Stdout, h.cmd.Stderr = both, both
	if err := h.cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting %s: %w", program.File, err)
	}
	go func() {
		h.how = h.cmd.Wait()
		close(h.ended)
	}()
	for deadline := time.Now().Add(patience); ; time.Sleep(2 * time.Millisecond) {
		if m := openLine.FindStringSubmatch(h.said.String()); m != nil {
			for _, door := range doorPart.FindAllStringSubmatch(m[1], -1) {
				h.doors[door[1]] = door[2]
			}
			return h, nil
		}
		select {
		case <-h.ended:
			return nil, fmt.Errorf("mud run ended (%w); it said:\n%s", errors.Join(h.how), h.said)
		default:
		}
		if time.Now().After(deadline) {
			return nil, errors.Join(fmt.Errorf("mud run did not open; it said:\n%s", h.said), h.kill())
		}
	}
}

func (h *process) kill() error {
	err := h.cmd.Process.Kill() // the Server ends with it
	<-h.ended
	return err
}

func (h *process) at(door string) string { return h.doors[door] }

// claimCode is the one that the newest Server has printed.
func (h *process) claimCode(context.Context) (string, error) {
	all := claimLine.FindAllStringSubmatch(h.said.String(), -1)
	if len(all) == 0 {
		return "", errors.New("no code was printed")
	}
	return all[len(all)-1][1], nil
}

// close has both halves stop, and waits until they have.
func (h *process) close() error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if _, err := portalhalf.Ask(ctx, http.MethodPost, h.at("admin"), "/stop", nil); err != nil {
		return errors.Join(fmt.Errorf("mud stop: %w", err), h.kill())
	}
	select {
	case <-h.ended:
		return h.how
	case <-ctx.Done():
		return errors.Join(errors.New("mud run did not end"), h.kill())
	}
}
