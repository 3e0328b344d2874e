package engine

import (
	"fmt"
	"maps"
	"runtime/metrics"
	"slices"
	"time"

	"mud/engine/outbox"
	"mud/engine/store"
)

// Measure runs a line as the session that waits would have typed it, and gives
// the script what that took: up to the line's end, or its first wait.
type Measure struct{ Line string }

func (Measure) wait() {}

// measuring is a line that is to be measured, for a script that waits for it.
type measuring struct {
	w     *waiting
	force Force
}

// Run runs the line where nothing is measured.
func (m measuring) Run(e *Engine) error { return m.force.Run(e) }

// measured is what steps have done while they were measured.
type measured struct {
	changes []store.Change
	outs    []outbox.Out
}

// measure runs the line and goes on with the script. The figures are of the
// machine and its clock: they come into the world as a job's result does.
func (e *Engine) measure(m measuring) {
	outer, steps, inside, before, start := e.measured, e.steps, e.live.Spent(), allocated(), time.Now()
	of := &measured{}
	e.measured = of
	e.step(m.force)
	took, after := time.Since(start), allocated()
	e.measured = outer
	if outer != nil {
		outer.changes, outer.outs = append(outer.changes, of.changes...), append(outer.outs, of.outs...)
	}
	texts, hearers := of.said()
	e.step(resumed{m.w, []any{map[string]any{
		"steps": int(e.steps - steps), "seconds": took.Seconds(), "lua": (e.live.Spent() - inside).Seconds(),
		"objects": int(after[0] - before[0]), "bytes": int(after[1] - before[1]),
		"writes": of.writes(), "texts": texts, "sessions": hearers,
	}}})
}

// allocated is how many objects and bytes the process has allocated so far.
func allocated() [2]uint64 {
	s := []metrics.Sample{{Name: "/gc/heap/allocs:objects"}, {Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(s)
	return [2]uint64{s[0].Value.Uint64(), s[1].Value.Uint64()}
}

// said is how many texts went out, and to how many sessions.
func (m *measured) said() (texts, sessions int) {
	hearers := map[int64]bool{}
	for _, out := range m.outs {
		for _, p := range out.Parts {
			if p.Kind == outbox.Text || p.Kind == outbox.Prompt {
				texts++
				hearers[out.Sessid] = true
			}
		}
	}
	return texts, len(hearers)
}

// writes says what was written to the store, the same once with a count.
func (m *measured) writes() []string {
	counts := map[string]int{}
	for _, c := range m.changes {
		if what := written(c); what != "" {
			counts[what]++
		}
	}
	out := []string{}
	for _, what := range slices.Sorted(maps.Keys(counts)) {
		if n := counts[what]; n > 1 {
			what = fmt.Sprintf("%s (%d times)", what, n)
		}
		out = append(out, what)
	}
	return out
}

// written says what a change is of; "" for the engine's own book-keeping.
func written(c store.Change) string {
	switch c := c.(type) {
	case store.PutObject:
		return fmt.Sprintf("#%d", c.ID)
	case store.DeleteObject:
		return fmt.Sprintf("#%d deleted", c.ID)
	case store.PutAttribute:
		return fmt.Sprintf("#%d %s", c.Object, c.Key)
	case store.DeleteAttribute:
		return fmt.Sprintf("#%d %s deleted", c.Object, c.Key)
	}
	return ""
}
