package engine

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"slices"
	"sync"
	"testing"

	"mud/engine/outbox"
	"mud/engine/store"
)

// diary notes what happens to store and sink, in order.
type diary struct {
	mu    sync.Mutex
	lines []string
	fails int // how often Commit fails yet
	hold  chan struct{}
}

func (d *diary) note(line string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.lines = append(d.lines, line)
}

func (d *diary) Commit(_ context.Context, changes []store.Change) error {
	if d.hold != nil {
		<-d.hold
	}
	d.mu.Lock()
	failing := d.fails > 0
	d.fails--
	d.mu.Unlock()
	if failing {
		d.note("failed")
		return errors.New("the disk is full")
	}
	for _, c := range changes {
		d.note("stored " + c.(store.PutMeta).Key)
	}
	return nil
}

func (d *diary) Keep([]outbox.Out) (uint64, error) { return 0, nil }

func (d *diary) Deliver(_ uint64, outs []outbox.Out) {
	for _, o := range outs {
		d.note("shown " + o.Reason)
	}
}

func (d *diary) Load(context.Context) (*store.Snapshot, error) { return &store.Snapshot{}, nil }
func (d *diary) Backup(context.Context, string) error          { return nil }
func (d *diary) Close() error                                  { return nil }

func stepOf(name string, changes bool) entry {
	e := entry{outs: []outbox.Out{{Reason: name}}}
	if changes {
		e.changes = []store.Change{store.PutMeta{Key: name}}
	}
	return e
}

// TestNothingIsShownBeforeItIsStored holds promise P3 in the committer: while
// the store fails, output waits; then all comes in the order of the steps.
func TestNothingIsShownBeforeItIsStored(t *testing.T) {
	d := &diary{fails: 1, hold: make(chan struct{})}
	c := newCommitter(Deps{Store: d, Sink: d, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	go c.run(ctx)
	c.submit(stepOf("a", true))
	c.submit(stepOf("b", false)) // changes nothing, but must not overtake a
	c.submit(stepOf("c", true))
	close(d.hold)
	c.wait()
	c.submit(stepOf("d", false)) // nothing is before it: it goes at once
	d.mu.Lock()
	defer d.mu.Unlock()
	at := func(line string) int { return slices.Index(d.lines, line) }
	if at("failed") != 0 || at("shown a") < at("stored a") || at("shown c") < at("stored c") {
		t.Errorf("something was shown before it was stored: %q", d.lines)
	}
	var shown []string
	for _, l := range d.lines {
		if l[:5] == "shown" {
			shown = append(shown, l[6:])
		}
	}
	if !slices.Equal(shown, []string{"a", "b", "c", "d"}) {
		t.Errorf("the order of what was shown is %q", shown)
	}
}

// TestStepsAreGroupedWhileTheStoreIsBusy holds that steps which come while one
// is written go into one transaction.
func TestStepsAreGroupedWhileTheStoreIsBusy(t *testing.T) {
	d := &diary{hold: make(chan struct{})}
	c := newCommitter(Deps{Store: d, Sink: d, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	c.submit(stepOf("first", true))
	go c.run(ctx)
	d.hold <- struct{}{} // the first group is being written
	for _, name := range []string{"a", "b", "c"} {
		c.submit(stepOf(name, true))
	}
	close(d.hold)
	c.wait()
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.lines) != 8 {
		t.Errorf("the diary is %q", d.lines)
	}
}
