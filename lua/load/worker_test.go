package load

import (
	"context"
	"io"
	"log/slog"
	"testing"
	"time"

	"mud/engine"
	"mud/engine/clock"
	"mud/engine/outbox"
	"mud/engine/session"
	"mud/engine/store/memory"
)

// nobody is where the texts of a world without sessions go.
type nobody struct{}

func (nobody) Keep([]outbox.Out) (uint64, error) { return 0, nil }
func (nobody) Deliver(uint64, []outbox.Out)      {}

func newEngine(t *testing.T) *engine.Engine {
	t.Helper()
	e, err := engine.New(context.Background(), engine.Deps{
		Store: memory.New(), Sink: nobody{}, Clock: &clock.Fake{T: time.Unix(1, 0)}, Rules: session.Modes[0], Seed: 1, Inline: true,
		Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// inStep runs fn as a step and keeps the next number of that step's dice.
type inStep struct {
	fn   func()
	next uint64
}

func (s *inStep) Run(e *engine.Engine) error {
	s.fn()
	s.next = e.Rand().Uint64()
	return nil
}

// TestDice: a build runs on a worker while the game goes on. It must leave the
// world's dice alone, or a step would no longer be what its event makes it
// (design.md, section 4); the generation's functions throw them afterwards.
func TestDice(t *testing.T) {
	files := game.plus(tree{
		"game/lib/dice.lua": "local first = math.random(1000)\nreturn { throw = function() return math.random(1000) end, first = first }",
	})
	thrown := func(fn func(l *Loader, g *Generation)) uint64 {
		e, l := newEngine(t), files.loader(t)
		l.Engine = e
		g, _ := l.mustBuild(t) // outside of any step there are no dice at all
		if err := e.Start(g); err != nil {
			t.Fatal(err)
		}
		step := &inStep{fn: func() { fn(l, g) }}
		e.Post(step)
		e.Drain()
		return step.next
	}
	untouched := thrown(func(*Loader, *Generation) {})
	if thrown(func(l *Loader, _ *Generation) { l.mustBuild(t) }) != untouched {
		t.Error("a build threw the world's dice")
	}
	if thrown(func(_ *Loader, g *Generation) { g.Func("game.lib.dice.throw", nil) }) == untouched {
		t.Error("a script does not throw the world's dice")
	}
}
