package api

import (
	"fmt"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"mud/engine"
	"mud/engine/access"
	"mud/engine/guard"
	"mud/engine/lock"
	"mud/engine/object"
	"mud/engine/outbox"
	"mud/lua/vm"
)

// query is what somebody looks for, and where.
type query struct {
	who        *object.Object
	text       string
	candidates []*object.Object
	global     bool
	exact      bool
	kind       string // "account" for accounts, else objects
}

// obj:search looks for something as the object sees it: "me", "here", "#12",
// names and aliases, "ball-2", and the object's own nicks. When it finds
// nothing, or several, it tells the object so and returns nil.
//
// @param text string
// @param opts? { candidates?: mud.Object[], global?: boolean, exact?: boolean, quiet?: boolean, kind?: "object"|"account" }
// @return mud.Object?
func (a *API) search(L *lua.LState) int {
	q, quiet := a.query(L)
	found, problem := a.find(q)
	a.tellProblem(q.who, problem, quiet)
	L.Push(a.Handle(found))
	return 1
}

// obj:search_all is obj:search for several things of one sort: "3 apples", or
// "apples" for all of them. When there are none, not so many, or of several
// sorts, it tells the object so and returns nil.
//
// @param text string
// @param opts? { candidates?: mud.Object[], global?: boolean, exact?: boolean, quiet?: boolean, kind?: "object"|"account" }
// @return mud.Object[]?
func (a *API) searchAll(L *lua.LState) int {
	q, quiet := a.query(L)
	found, problem := a.findAll(q)
	a.tellProblem(q.who, problem, quiet)
	if problem != "" {
		L.Push(lua.LNil)
		return 1
	}
	L.Push(a.Lua(found))
	return 1
}

func (a *API) tellProblem(who *object.Object, problem string, quiet bool) {
	if problem == "" || quiet {
		return
	}
	for _, s := range a.engine.Asking(who) {
		a.engine.Sessions.Send(s, outbox.Part{Kind: outbox.Text, Text: problem})
	}
}

// query reads the arguments of a search.
func (a *API) query(L *lua.LState) (q query, quiet bool) {
	a.live(L)
	opts := L.OptTable(3, nil)
	q = query{
		who: a.checkObject(L, 1), text: guard.Release(L.CheckString(2)),
		exact: optBool(opts, "exact", false), kind: optString(opts, "kind", ""),
	}
	q.candidates = a.candidates(q.who, opts)
	q.global = optBool(opts, "global", false) || builder(q.who)
	return q, optBool(opts, "quiet", false)
}

// builder reports whether who may name anything in the world by its id.
func builder(who *object.Object) bool { return access.Of(who).Rank() >= lock.Rank("Builder") }

func (a *API) candidates(o *object.Object, opts *lua.LTable) []*object.Object {
	if optString(opts, "kind", "") == "account" {
		return a.engine.World.All(object.Account)
	}
	if opts != nil {
		if t, ok := opts.RawGetString("candidates").(*lua.LTable); ok {
			var out []*object.Object
			vm.Each(t, func(_, v lua.LValue) {
				if c := entity(v); c != nil {
					out = append(out, c)
				}
			})
			return out
		}
	}
	if optBool(opts, "global", false) {
		return append(o.Reach(), a.engine.World.All(object.Thing)...)
	}
	return o.Reach()
}

// entity is a value as an entity that exists, else nil.
func entity(v lua.LValue) *object.Object {
	if ud, ok := v.(*lua.LUserData); ok {
		if o, ok := ud.Value.(*object.Object); ok && !o.Deleted() {
			return o
		}
	}
	return nil
}

// scope is where a query looks, with what its lock "search" lets be found.
func (a *API) scope(q query) object.Scope {
	return object.Scope{
		Candidates: unique(q.candidates), Global: q.global, Exact: q.exact, Numbers: a.engine.Numbers,
		Visible: func(o *object.Object) bool {
			return o == q.who || a.engine.Access.Check(access.Of(q.who), o, "search", true)
		},
	}
}

// found looks for a query's text, or for what its nick stands for.
func (a *API) found(q query) object.Found {
	text := engine.NickedName(q.who, q.text)
	if name, ok := strings.CutPrefix(text, "*"); ok && q.global {
		if acc := a.engine.World.AccountNamed(name); acc != nil {
			return object.Found{Objects: []*object.Object{acc}, Asked: text}
		}
	}
	return q.who.Search(text, a.scope(q))
}

// find returns what a text means, or a text that says why it means nothing.
func (a *API) find(q query) (*object.Object, string) {
	f := a.found(q)
	if len(f.Objects) == 1 {
		return f.Objects[0], ""
	}
	return nil, a.unclear(q, f)
}

// unclear says that a search found nothing, or several.
func (a *API) unclear(q query, f object.Found) string {
	if len(f.Objects) == 0 {
		what := "Could not find "
		if q.kind == "account" {
			what = "There is no account "
		}
		return fmt.Sprintf("%s'%s'.", what, guard.Escape(f.Asked))
	}
	lines := []string{fmt.Sprintf("More than one match for '%s' (please be more specific):", guard.Escape(f.Asked))}
	for i, c := range f.Objects {
		var more []string
		if a.engine.Access.Check(access.Of(q.who), c, "examine", false) { // for a builder, who may write it too
			more = append(more, fmt.Sprintf("#%d", c.ID()))
		}
		if c.Location() == q.who {
			more = append(more, "carried")
		}
		line := " " + guard.Escape(a.engine.Numbers.Join(c.Key(), i+1))
		if len(more) > 0 {
			line += " (" + strings.Join(more, ", ") + ")"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func unique(list []*object.Object) []*object.Object {
	seen := make(map[*object.Object]bool, len(list))
	out := make([]*object.Object, 0, len(list))
	for _, o := range list {
		if !seen[o] {
			seen[o] = true
			out = append(out, o)
		}
	}
	return out
}
