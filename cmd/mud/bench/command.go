package bench

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"time"

	"mud/cmd/mud/stage"
	"mud/engine"
	"mud/engine/object"
)

// crowd is how many things stand in the full room.
const crowd = 300

// rooms are where one command is measured.
var rooms = []struct {
	name     string
	things   int
	commands bool // each thing has a command set of its own
}{
	{"an empty room", 0, false},
	{fmt.Sprintf("%d things", crowd), crowd, false},
	{fmt.Sprintf("%d things with commands", crowd), crowd, true},
}

// typed are the lines that are measured: what reads the room, what does not,
// and what is no command.
var typed = []string{"look", "inventory", "xyzzy"}

// runCommands measures one command at a time from its line to its answer, on
// one goroutine and without a network, and writes a table.
func runCommands(ctx context.Context, out io.Writer, o Options) error {
	fmt.Fprintf(out, "\nOne command from its line to its answer, without a network; \"changed\": the commands that there are change before it.\n\n")
	fmt.Fprintf(out, "%-24s %-10s   %9s %8s   %9s %8s\n", "", "", "", "allocs", "changed", "allocs")
	for _, room := range rooms {
		s, err := stage.New(stage.Options{Scripts: o.Scripts})
		if err != nil {
			return fmt.Errorf("opening a world for the bench: %w", err)
		}
		a, err := s.Join("Ann")
		if err != nil {
			return fmt.Errorf("logging in: %w", err)
		}
		if err := s.Do(func(e *engine.Engine) error { return fill(e, a.Session().Puppet(), room.things, room.commands) }); err != nil {
			return fmt.Errorf("filling the room: %w", err)
		}
		for _, line := range typed {
			kept := measureLine(ctx, s, a, line, o.Time/4, false)
			changed := measureLine(ctx, s, a, line, o.Time/4, true)
			fmt.Fprintf(out, "%-24s %-10s   %9s %8d   %9s %8d\n", room.name, line, kept.took, kept.allocs, changed.took, changed.allocs)
		}
	}
	return ctx.Err()
}

// fill puts somebody into a room with so many things.
func fill(e *engine.Engine, who *object.Object, things int, commands bool) error {
	room, err := e.World.Create(object.Thing, "Hall", "core.room", e.Now())
	if err != nil {
		return err
	}
	for i := range things {
		x, err := e.World.Create(object.Thing, fmt.Sprintf("thing %d", i+1), "core.thing", e.Now())
		if err != nil {
			return err
		}
		if commands {
			x.SetStack([]object.StackEntry{{Key: "core.session"}})
		}
		if err := x.Place(room); err != nil {
			return err
		}
	}
	return who.Place(room)
}

// cost is what one line costs on the average.
type cost struct {
	took   time.Duration
	allocs uint64
}

// measureLine types a line again and again. With change the stack of the typist
// is another before each; what that takes is not counted.
func measureLine(ctx context.Context, s *stage.Stage, a *stage.Actor, line string, long time.Duration, change bool) cost {
	var took time.Duration
	var allocs uint64
	n := 0
	for deadline := time.Now().Add(long); ctx.Err() == nil && (n == 0 || time.Now().Before(deadline)); n++ {
		if change {
			_ = s.Do(func(*engine.Engine) error { // it cannot fail
				puppet := a.Session().Puppet()
				puppet.SetStack(puppet.Stack())
				return nil
			})
		}
		var before, after runtime.MemStats
		if n%100 == 0 {
			runtime.ReadMemStats(&before)
		}
		start := time.Now()
		a.Type(line)
		took += time.Since(start)
		if n%100 == 0 {
			runtime.ReadMemStats(&after)
			allocs += after.Mallocs - before.Mallocs
		}
	}
	return cost{(took / time.Duration(max(1, n))).Round(time.Microsecond), allocs / uint64((n+99)/100)}
}
