package api

import (
	"fmt"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"mud/engine"
	"mud/engine/access"
	"mud/engine/command"
	"mud/engine/guard"
	"mud/engine/lock"
	"mud/engine/object"
	"mud/engine/outbox"
)

// obj:search looks for something as the object sees it: "me", "here", "#12",
// names and aliases, "ball-2". When it finds nothing, or several, it tells the
// object so and returns nil.
//
// @param text string
// @param opts? { candidates?: mud.Object[], global?: boolean, quiet?: boolean, kind?: "object"|"account" }
// @return mud.Object?
func (a *API) search(L *lua.LState) int {
	e, o := a.live(L), a.checkObject(L, 1)
	opts := L.OptTable(3, nil)
	found, problem := a.find(o, guard.Release(L.CheckString(2)), a.candidates(L, o, opts), a.mayGlobal(o, opts), optString(opts, "kind", ""))
	if problem != "" && !optBool(opts, "quiet", false) {
		for _, s := range e.Sessions.Of(o) {
			e.Sessions.Send(s, outbox.Part{Kind: outbox.Text, Text: problem})
		}
	}
	L.Push(a.Handle(found))
	return 1
}

// mayGlobal reports whether a search may leave the room: when it is asked to,
// and for "#12" always for Builders.
func (a *API) mayGlobal(o *object.Object, opts *lua.LTable) bool {
	return optBool(opts, "global", false) || access.Of(o).Rank() >= lock.Rank("Builder")
}

func (a *API) candidates(L *lua.LState, o *object.Object, opts *lua.LTable) []*object.Object {
	if optString(opts, "kind", "") == "account" {
		return a.engine.World.All(object.Account)
	}
	if opts != nil {
		if t, ok := opts.RawGetString("candidates").(*lua.LTable); ok {
			var out []*object.Object
			t.ForEach(func(_, v lua.LValue) {
				if ud, ok := v.(*lua.LUserData); ok {
					if c, ok := ud.Value.(*object.Object); ok && !c.Deleted() {
						out = append(out, c)
					}
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

// find returns what text means, or a text that says why it means nothing.
func (a *API) find(o *object.Object, text string, candidates []*object.Object, global bool, kind string) (*object.Object, string) {
	f := o.Search(text, unique(candidates), global)
	var visible []*object.Object
	for _, c := range f.Objects {
		if c == o || a.engine.Access.Check(access.Of(o), c, "search", true) {
			visible = append(visible, c)
		}
	}
	switch {
	case len(visible) == 1:
		return visible[0], ""
	case len(visible) == 0:
		what := "Could not find "
		if kind == "account" {
			what = "There is no account "
		}
		return nil, fmt.Sprintf("%s'%s'.", what, guard.Escape(f.Asked))
	}
	lines := []string{fmt.Sprintf("More than one match for '%s' (please be more specific):", guard.Escape(f.Asked))}
	for i, c := range visible {
		place := ""
		if c.Location() == o {
			place = " (carried)"
		}
		lines = append(lines, fmt.Sprintf(" %s-%d%s", guard.Escape(c.Key()), i+1, place))
	}
	return nil, strings.Join(lines, "\n")
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

// matchSyntax fills `arg` from what a command declares as its syntax. It ends
// the command with the usage, or with what could not be found.
func (a *API) matchSyntax(L *lua.LState) int {
	c := a.callOf(L)
	argstr := lua.LVAsString(L.CheckTable(1).RawGetString("argstr"))
	args, err := c.Command.Def.Syntax.Match(argstr)
	if err != nil {
		a.refuse(L, &engine.Refusal{Text: guard.Escape("Usage: " + c.Command.Def.Syntax.Usage(c.Command.Def.Key))})
	}
	t := L.NewTable()
	for _, arg := range args {
		if !arg.Present {
			continue
		}
		t.RawSetString(arg.Name, a.syntaxValue(L, c, arg))
	}
	L.Push(t)
	return 1
}

// syntaxCandidates are where each kind of argument is looked for.
var syntaxCandidates = map[string]func(a *API, o *object.Object) []*object.Object{
	"object":  func(_ *API, o *object.Object) []*object.Object { return o.Reach() },
	"carried": func(_ *API, o *object.Object) []*object.Object { return o.Contents() },
	"here": func(_ *API, o *object.Object) []*object.Object {
		return inRoom(o, func(*object.Object) bool { return true })
	},
	"character": func(a *API, o *object.Object) []*object.Object { return inRoom(o, a.isCharacter) },
	"exit": func(_ *API, o *object.Object) []*object.Object {
		return inRoom(o, func(x *object.Object) bool { return x.Destination() != nil })
	},
	"player":  func(a *API, _ *object.Object) []*object.Object { return a.engine.World.All(object.Account) },
	"account": func(a *API, _ *object.Object) []*object.Object { return a.engine.World.All(object.Account) },
}

func inRoom(o *object.Object, keep func(*object.Object) bool) []*object.Object {
	var out []*object.Object
	if o.Location() == nil {
		return nil
	}
	for _, x := range o.Location().Contents() {
		if keep(x) {
			out = append(out, x)
		}
	}
	return out
}

// isCharacter reports whether somebody plays o, or could.
func (a *API) isCharacter(o *object.Object) bool {
	if o.PlayedBy() != nil {
		return true
	}
	for t := a.defs.TypeclassTable(o.Typeclass()); t != nil; t = parentOf(t) {
		if t.RawGetString("full_name") == lua.LString("core.character") {
			return true
		}
	}
	return false
}

func (a *API) syntaxValue(L *lua.LState, c *engine.Call, arg command.Arg) lua.LValue {
	switch arg.Kind {
	case "number":
		return lua.LNumber(arg.Number)
	case "word", "text", "rest":
		return lua.LString(arg.Text)
	}
	if c.Caller == nil {
		a.refuse(L, &engine.Refusal{Text: "You must log in first."})
	}
	kind := ""
	if arg.Kind == "player" || arg.Kind == "account" {
		kind = "account"
	}
	found, problem := a.find(c.Caller, guard.Release(arg.Text), syntaxCandidates[arg.Kind](a, c.Caller), a.mayGlobal(c.Caller, nil), kind)
	if problem != "" {
		a.refuse(L, &engine.Refusal{Text: problem})
	}
	return a.Handle(found)
}
