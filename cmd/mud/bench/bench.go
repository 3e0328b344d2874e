// Package bench measures how many lines a second the server answers and how
// long an answer takes, beside a bare TCP echo server that is measured the same
// way in the same run. Figures of one machine say little; their ratio does. The
// server is measured as one process and as two.
package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"mud/cmd/mud/scene"
)

// Options say what is measured.
type Options struct {
	Program string        // the file of the mud command, which is run as the server
	Scripts string        // the scripts folder
	Time    time.Duration // of each measurement
	Counts  []int         // of sessions
}

// roomSize is how many players stand in one room, where each hears what the
// others say.
const roomSize = 10

// workload is what every session does again and again.
type workload struct {
	name   string
	line   func(n int) string // what is typed the n-th time
	answer func(n int) string // what ends the answer
}

var workloads = []workload{
	{"look", func(int) string { return "look" }, func(int) string { return "a measuring rod" }},
	{"say", func(n int) string { return fmt.Sprintf("say %d", n) }, func(n int) string { return fmt.Sprintf("You say, \"%d\"", n) }},
}

// Run measures and writes a table.
func Run(ctx context.Context, out io.Writer, o Options) error {
	dir, err := os.MkdirTemp("", "mud-bench-")
	if err != nil {
		return fmt.Errorf("making a folder for the bench: %w", err)
	}
	defer os.RemoveAll(dir)
	fmt.Fprintf(out, "Closed loop: each session types its next line when it has its answer. Rooms of %d.\n", roomSize)
	fmt.Fprintf(out, "1:n is lines/s beside those of the bare echo server, 2/1 those of two processes beside those of one.\n\n")
	fmt.Fprintf(out, "%-6s %8s   %-30s   %-37s   %-37s\n", "", "", "bare echo server", "mud run --single", "mud run, two processes")
	fmt.Fprintf(out, "%-6s %8s   %10s %9s %9s   %10s %9s %9s %6s   %10s %9s %9s %6s   %s\n", "line", "sessions",
		"lines/s", "p50", "p99", "lines/s", "p50", "p99", "1:n", "lines/s", "p50", "p99", "1:n", "2/1")
	for _, count := range o.Counts {
		if err := runCount(ctx, out, o, dir, count); err != nil {
			return err
		}
	}
	return runCommands(ctx, out, o)
}

// houses are the ways to run a server that are measured.
func (o Options) houses() []scene.Program {
	return []scene.Program{{File: o.Program, Single: true}, {File: o.Program}}
}

// runCount measures all workloads with one number of sessions.
func runCount(ctx context.Context, out io.Writer, o Options, dir string, count int) (err error) {
	echo, err := listenEcho()
	if err != nil {
		return err
	}
	defer echo.Close()
	var games []*game
	for i, program := range o.houses() {
		g, err := openGame(program, filepath.Join(dir, fmt.Sprint(count), fmt.Sprint(i)), o.Scripts, count, "")
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, g.Close()) }()
		games = append(games, g)
	}
	for _, w := range workloads {
		if err := runWorkload(ctx, out, o, w, echo.Addr().String(), games); err != nil {
			return err
		}
	}
	return nil
}

// turns is how often all servers are measured, one after the other: what else
// the machine does meanwhile slows all of them.
const turns = 4

// runWorkload measures one workload and writes a line of the table.
func runWorkload(ctx context.Context, out io.Writer, o Options, w workload, echo string, games []*game) error {
	count := len(games[0].clients)
	bare := w
	bare.answer = func(n int) string { return w.line(n) + "\r\n" }
	clients, err := dialAll(echo, count)
	if err != nil {
		return err
	}
	defer closeAll(clients)
	var base sample
	samples := make([]sample, len(games))
	for range turns {
		if err := base.measure(ctx, clients, bare, o.Time/turns); err != nil {
			return fmt.Errorf("measuring the echo server: %w", err)
		}
		for i, g := range games {
			if err := samples[i].measure(ctx, g.clients, w, o.Time/turns); err != nil {
				return fmt.Errorf("measuring mud: %w", err)
			}
		}
	}
	fmt.Fprintf(out, "%-6s %8d   %s", w.name, count, &base)
	for i := range samples {
		fmt.Fprintf(out, "   %s %6s", &samples[i], fmt.Sprintf("1:%.1f", base.rate()/samples[i].rate()))
	}
	fmt.Fprintf(out, "   %.0f%%\n", 100*samples[1].rate()/samples[0].rate())
	return nil
}
