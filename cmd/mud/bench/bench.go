// Package bench measures how many lines a second the server answers and how
// long an answer takes, beside a bare TCP echo server that is measured the same
// way in the same run. Figures of one machine say little; their ratio does.
package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"
)

// Options say what is measured.
type Options struct {
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
	fmt.Fprintf(out, "Closed loop: each session types its next line when it has its answer. Rooms of %d.\n\n", roomSize)
	fmt.Fprintf(out, "%-6s %8s   %-30s   %-30s   %s\n", "", "", "bare echo server", "mud", "lines/s")
	fmt.Fprintf(out, "%-6s %8s   %10s %9s %9s   %10s %9s %9s   %s\n",
		"line", "sessions", "lines/s", "p50", "p99", "lines/s", "p50", "p99", "ratio")
	for _, count := range o.Counts {
		if err := runCount(ctx, out, o, dir, count); err != nil {
			return err
		}
	}
	return runCommands(ctx, out, o)
}

// runCount measures all workloads with one number of sessions.
func runCount(ctx context.Context, out io.Writer, o Options, dir string, count int) (err error) {
	echo, err := listenEcho()
	if err != nil {
		return err
	}
	defer echo.Close()
	game, err := openGame(ctx, fmt.Sprintf("%s/%d", dir, count), o.Scripts, count)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, game.Close()) }()
	for _, w := range workloads {
		bare := w
		bare.answer = func(n int) string { return w.line(n) + "\r\n" }
		clients, err := dialAll(echo.Addr().String(), count)
		if err != nil {
			return err
		}
		base, err := measure(ctx, clients, bare, o.Time)
		closeAll(clients)
		if err != nil {
			return fmt.Errorf("measuring the echo server: %w", err)
		}
		got, err := measure(ctx, game.clients, w, o.Time)
		if err != nil {
			return fmt.Errorf("measuring mud: %w", err)
		}
		fmt.Fprintf(out, "%-6s %8d   %10.0f %9s %9s   %10.0f %9s %9s   1:%.1f\n", w.name, count,
			base.rate, base.p50, base.p99, got.rate, got.p50, got.p99, base.rate/got.rate)
	}
	return nil
}
