package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"mud/cmd/mud/scene"
	"mud/engine"
)

// ReloadOptions say what is measured of reloads.
type ReloadOptions struct {
	Scripts  string        // the scripts folder
	Sessions int           // each types a line a second
	Files    int           // scripts that there are
	Time     time.Duration // without reloads, and again with them
	Every    time.Duration // between two reloads
}

// Reload measures what a reload costs those who play: many sessions type a line
// a second, first without reloads, then with them, in the same run.
func Reload(ctx context.Context, out io.Writer, o ReloadOptions) (err error) {
	dir, err := os.MkdirTemp("", "mud-bench-")
	if err != nil {
		return fmt.Errorf("making a folder for the bench: %w", err)
	}
	defer os.RemoveAll(dir)
	scripts := filepath.Join(dir, "scripts")
	if err := fillScripts(o, scripts); err != nil {
		return err
	}
	game, err := openGame(scene.Program{}, filepath.Join(dir, "game"), scripts, o.Sessions, `, "many"`)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, game.Close()) }()
	steps := &steps{}
	if err := game.world.Engine().Do(ctx, steps.watch); err != nil {
		return err
	}
	fmt.Fprintf(out, "%d sessions, each types a line a second; %d script files, one of them changes before each reload.\n\n", o.Sessions, o.Files)
	fmt.Fprintf(out, "%-18s %8s %9s %9s %9s %12s %13s\n", "", "answers", "p50", "p99", "longest", "longest gap", "longest step")
	for _, phase := range []struct {
		name  string
		every time.Duration
	}{{"(warming up)", o.Every}, {"without reloads", 0}, {"with reloads", o.Every}} {
		steps.reset()
		answers, reloads, err := playing(ctx, game, o.Time, phase.every)
		if err != nil {
			return fmt.Errorf("%s: %w", phase.name, err)
		}
		fmt.Fprintf(out, "%-18s %8d %9s %9s %9s %12s %13s\n", phase.name, len(answers.took),
			answers.part(50), answers.part(99), answers.part(100), answers.gap(), steps.longestOfAll())
		if phase.every > 0 {
			fmt.Fprintf(out, "%-18s %d reloads, %d lines lost; of the reloads' own steps the longest took %s, half of them below %s\n",
				"", reloads, answers.lost, steps.longest(), steps.median())
		}
	}
	return nil
}

// fillScripts copies the scripts and adds a plugin with as many files as are
// missing.
func fillScripts(o ReloadOptions, scripts string) error {
	if err := os.CopyFS(scripts, os.DirFS(o.Scripts)); err != nil {
		return fmt.Errorf("copying the scripts: %w", err)
	}
	there := 0
	for _, plugin := range []string{"core", "haven"} {
		err := filepath.WalkDir(filepath.Join(scripts, plugin), func(path string, _ os.DirEntry, err error) error {
			if strings.HasSuffix(path, ".lua") && !strings.HasSuffix(path, "_test.lua") {
				there++
			}
			return err
		})
		if err != nil {
			return fmt.Errorf("counting the scripts: %w", err)
		}
	}
	many := filepath.Join(scripts, "many")
	if err := os.MkdirAll(filepath.Join(many, "commands"), 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(many, "plugin.toml"), []byte("name = \"many\"\nversion = \"1\"\nrequires = [\"core\"]\n"), 0o600); err != nil {
		return err
	}
	for n := there; n < o.Files; n++ {
		if err := writeCommand(many, n, 0); err != nil {
			return err
		}
	}
	return nil
}

// writeCommand writes one of the many files; version makes it another.
func writeCommand(many string, n, version int) error {
	text := fmt.Sprintf(`local mud = require("mud")

--- What number %d has to say, version %d.
local function say(cmd, arg)
  for i = 1, 3 do
    cmd:msg("{n}: {what}", { n = i, what = arg.what })
  end
  cmd.caller.location:msg_contents("{who} does number %d.", { who = cmd.caller, exclude = cmd.caller })
end

return mud.command {
  key = "do%d",
  category = "many",
  syntax = "<what:text>",
  help = "Does number %d.",
  run = say,
}
`, n, version, n, n, n)
	return os.WriteFile(filepath.Join(many, "commands", fmt.Sprintf("do%d.lua", n)), []byte(text), 0o600)
}

// steps are how long the world's steps take.
type steps struct {
	mu     sync.Mutex
	all    time.Duration   // the longest
	reload []time.Duration // those of reloads
}

// watch has the engine tell of its steps.
func (s *steps) watch(e *engine.Engine) error {
	before := e.Stepped
	e.Stepped = func(what string, took time.Duration) {
		if before != nil {
			before(what, took)
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.all = max(s.all, took)
		if what == "reload" || what == "hook at_reload" {
			s.reload = append(s.reload, took)
		}
	}
	return nil
}

func (s *steps) reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all, s.reload = 0, nil
}

func (s *steps) longestOfAll() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all.Round(time.Microsecond)
}

func (s *steps) longest() time.Duration { return s.sorted(func(n int) int { return n - 1 }) }

func (s *steps) median() time.Duration { return s.sorted(func(n int) int { return n / 2 }) }

// sorted is one of the steps of reloads, by their length.
func (s *steps) sorted(which func(n int) int) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.reload) == 0 {
		return 0
	}
	slices.Sort(s.reload)
	return s.reload[which(len(s.reload))].Round(time.Microsecond)
}

// answers are what came back of the lines that were typed.
type answers struct {
	mu   sync.Mutex
	took []time.Duration
	at   []time.Time
	lost int
}

func (a *answers) note(start time.Time) {
	now := time.Now()
	a.mu.Lock()
	defer a.mu.Unlock()
	a.took, a.at = append(a.took, now.Sub(start)), append(a.at, now)
}

// part is the time within which so many percent came.
func (a *answers) part(percent int) time.Duration {
	slices.Sort(a.took)
	return a.took[(len(a.took)-1)*percent/100].Round(10 * time.Microsecond)
}

// gap is the longest time in which nobody was answered.
func (a *answers) gap() (longest time.Duration) {
	slices.SortFunc(a.at, time.Time.Compare)
	for i := 1; i < len(a.at); i++ {
		longest = max(longest, a.at[i].Sub(a.at[i-1]))
	}
	return longest.Round(10 * time.Microsecond)
}

// playing has all sessions type for some time, while scripts are reloaded.
func playing(ctx context.Context, g *game, long, every time.Duration) (*answers, int, error) {
	ctx, cancel := context.WithTimeout(ctx, long)
	defer cancel()
	a, reloads := &answers{}, 0
	var all sync.WaitGroup
	errs := make(chan error, len(g.clients)+1)
	for _, c := range g.clients {
		all.Go(func() { errs <- c.talk(ctx, a) })
	}
	var failed error
	for every > 0 && failed == nil && pause(ctx, every) {
		reloads++
		if failed = writeCommand(filepath.Join(g.world.Scripts(), "many"), 499, reloads); failed == nil {
			_, failed = g.world.Engine().Reload(context.WithoutCancel(ctx), "bench")
		}
	}
	all.Wait()
	close(errs)
	for err := range errs {
		failed = errors.Join(failed, err)
	}
	if failed == nil && len(a.took) == 0 {
		failed = errors.New("nobody was answered")
	}
	return a, reloads, failed
}

// pause waits; false means that the time is over.
func pause(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}

// talk types a line a second, whatever came back of the last one.
func (c *client) talk(ctx context.Context, a *answers) error {
	if !pause(ctx, time.Duration(rand.Int64N(int64(time.Second)))) {
		return nil
	}
	for {
		c.typed++
		line, start := fmt.Sprintf("say %d", c.typed), time.Now()
		if err := c.conn.SetDeadline(start.Add(answerTime)); err != nil {
			return err
		}
		if _, err := io.WriteString(c.conn, line+"\r\n"); err != nil {
			return err
		}
		if err := c.until(fmt.Sprintf("You say, \"%d\"", c.typed)); err != nil {
			a.mu.Lock()
			a.lost++
			a.mu.Unlock()
			return err
		}
		a.note(start)
		if !pause(ctx, time.Second-min(time.Second, time.Since(start))) {
			return nil
		}
	}
}
