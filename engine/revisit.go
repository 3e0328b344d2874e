package engine

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"mud/engine/guard"
	"mud/engine/object"
	"mud/engine/session"
	"mud/engine/value"
)

// The bounds of one step of a revisit: the world's pause is what one step takes.
const (
	visitsAStep = 250 // entities looked at
	hooksAStep  = 5   // hooks at_reload run
)

// revisit goes through the whole world after a reload, a few entities a step,
// while the game goes on. Each that has a hook at_reload gets it run once; what
// an entity names and the scripts do not have is noted.
type revisit struct {
	scripts  Scripts
	met      func(missing string)
	last     value.Ref          // the last entity that was visited
	sessions []*session.Session // those still to be visited
	listed   bool               // sessions is filled in
	missing  missing
}

// Run visits the next few. When a newer generation came in meanwhile, that
// one's revisit goes through the world.
func (r *revisit) Run(e *Engine) error {
	e.current.what = "hook at_reload"
	if e.live != r.scripts || !r.some(e) {
		r.end(e)
		return nil
	}
	e.After(func() { e.Post(r) })
	return nil
}

// some visits what one step may, and reports whether more is left.
func (r *revisit) some(e *Engine) bool {
	hooks := 0
	for _, o := range e.World.After(r.last, visitsAStep) {
		r.last = o.ID()
		r.look(e, o)
		if hooks += e.metBy(o); hooks >= hooksAStep {
			return true
		}
	}
	if len(e.World.After(r.last, 1)) > 0 {
		return true
	}
	if !r.listed {
		r.sessions, r.listed = e.Sessions.All(true), true
	}
	for n := 0; n < visitsAStep && len(r.sessions) > 0; n++ {
		s := r.sessions[0]
		r.sessions = r.sessions[1:]
		if s.Gone() {
			continue
		}
		r.stack(s.Stack(), s.String())
		if hooks += e.metBy(s); hooks >= hooksAStep {
			return true
		}
	}
	return len(r.sessions) > 0
}

// metBy runs the hook at_reload of an entity or a session that has one, and
// counts it. One that fails is told and undone alone.
func (e *Engine) metBy(target any) int {
	if !e.scripts.Has(target, "at_reload") {
		return 0
	}
	e.current.spot = HookSpot{target, "at_reload"}
	_ = e.attempt("hook at_reload", func() error {
		_, err := e.scripts.Call(target, "at_reload")
		return err
	})
	return 1
}

// look notes what an entity names in vain.
func (r *revisit) look(_ *Engine, o *object.Object) {
	name := fmt.Sprintf("%s(#%d)", guard.Escape(o.Key()), o.ID())
	if class := o.Typeclass(); class != "" {
		if _, ok := r.scripts.Typeclass(class); !ok {
			r.missing.note("typeclass", class, name)
		}
	}
	r.stack(o.Stack(), name)
}

func (r *revisit) stack(stack []object.StackEntry, name string) {
	for _, entry := range stack {
		if _, err := r.scripts.Cmdset(entry.Key); err != nil {
			r.missing.note("command set", entry.Key, name)
		}
	}
}

// end tells what is missing.
func (r *revisit) end(e *Engine) {
	if e.live == r.scripts {
		r.timers(e)
	}
	text := r.missing.String()
	if text != "" {
		e.Log.Warn("the world names what the scripts do not have", "missing", text)
	}
	r.met(text)
}

// timers notes the functions that timers call in vain.
func (r *revisit) timers(e *Engine) {
	for _, id := range slices.Sorted(maps.Keys(e.timers)) {
		if fn := e.timers[id].Value.call.Func; fn != "" && !r.scripts.HasFunc(fn) {
			r.missing.note("function", fn, id)
		}
	}
}

// missing is what the world names and the scripts do not have.
type missing struct {
	list []*gone
}

type gone struct {
	kind, name string
	count      int
	first      []string // some that name it
}

func (m *missing) note(kind, name, by string) {
	at := slices.IndexFunc(m.list, func(g *gone) bool { return g.kind == kind && g.name == name })
	if at < 0 {
		at = len(m.list)
		m.list = append(m.list, &gone{kind: kind, name: name})
	}
	g := m.list[at]
	if g.count++; g.count <= 3 {
		g.first = append(g.first, by)
	}
}

// meanwhile is what goes on in place of what is missing.
var meanwhile = map[string]string{
	"typeclass":   "is taken for a plain thing of its kind",
	"command set": "goes without its commands",
	"function":    "is due in vain",
}

// String is one line for each that is missing.
func (m *missing) String() string {
	var lines []string
	for _, g := range m.list {
		by := strings.Join(g.first, ", ")
		if more := g.count - len(g.first); more > 0 {
			by += fmt.Sprintf(" and %d more", more)
		}
		lines = append(lines, fmt.Sprintf("There is no %s %q any more: what names it %s until it is back (%s).",
			g.kind, g.name, meanwhile[g.kind], by))
	}
	return strings.Join(lines, "\n")
}
