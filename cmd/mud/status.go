package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"mud/cmd/mud/portalhalf"
	"mud/cmd/mud/serverhalf"
	"mud/cmd/mud/stats"
)

type statusCmd struct {
	JSON bool `help:"Print JSON."`
}

// Run shows how the running server is.
func (c statusCmd) Run(ctx context.Context) error {
	s, text, err := status(ctx)
	if err != nil {
		return err
	}
	if !c.JSON {
		text = shown(s)
	}
	fmt.Print(text)
	return nil
}

// status asks the running server how it is; text is its answer as it came.
func status(ctx context.Context) (s serverhalf.Status, text string, err error) {
	cfg, err := settings()
	if err != nil {
		return s, "", err
	}
	text, err = portalhalf.Ask(ctx, "GET", cfg.Portal.Admin, "/status", nil)
	if err != nil {
		return s, "", err
	}
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		return s, "", fmt.Errorf("reading the server's answer: %w", err)
	}
	return s, text, nil
}

// shown is a status as people read it.
func shown(s serverhalf.Status) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, mud %s, up %s, process %d, scripts generation %d\n", s.Game, s.Version, s.Uptime, s.Pid, s.Generation)
	fmt.Fprintf(&b, "players   %d logged in of %d connections; %d accounts, %d objects\n", s.Sessions, s.Connected, s.Accounts, s.Objects)
	fmt.Fprintf(&b, "steps     %d, %.1f a second now; %s\n", s.Steps, s.StepsPerSecond, times(s.StepTime))
	fmt.Fprintf(&b, "commits   %s\n", times(s.CommitTime))
	fmt.Fprintf(&b, "waiting   %d events for the world, %d steps for the store\n", s.Events, s.Unstored)
	fmt.Fprintf(&b, "memory    %.1f MiB of live objects, Lua included\n", float64(s.Heap)/(1<<20))
	b.WriteString(leftOut(s))
	if s.Failing != "" {
		fmt.Fprintf(&b, "THE WORLD STANDS STILL: %s\n", s.Failing)
	}
	return b.String()
}

// leftOut tells of plugins that are not in use because of a mistake in them.
func leftOut(s serverhalf.Status) string {
	var b strings.Builder
	for _, plugin := range s.LeftOut {
		fmt.Fprintf(&b, "LEFT OUT  the plugin %s\n", plugin)
	}
	return b.String()
}

func times(t stats.Times) string {
	return fmt.Sprintf("%.2f ms half of them, %.2f ms 90%%, %.2f ms 99%%, %.2f ms the longest", t.P50, t.P90, t.P99, t.Max)
}

type profileCmd struct {
	Kind    string  `arg:"" help:"cpu, heap, allocs, goroutine, block or mutex."`
	File    string  `arg:"" help:"New file for the profile."`
	Seconds float64 `help:"How long a profile of the processor takes." default:"10"`
}

// Run asks the Server for a profile.
func (c profileCmd) Run(ctx context.Context) error {
	cfg, err := settings()
	if err != nil {
		return err
	}
	form := map[string]string{"kind": c.Kind, "seconds": strconv.FormatFloat(c.Seconds, 'f', -1, 64)}
	data, err := portalhalf.Ask(ctx, "POST", cfg.Portal.Admin, "/profile", form)
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.File, []byte(data), 0o600); err != nil {
		return fmt.Errorf("saving the profile: %w", err)
	}
	fmt.Printf("Saved. Look at it with: go tool pprof %s\n", c.File)
	return nil
}
