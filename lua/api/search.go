package api

import (
	lua "github.com/yuin/gopher-lua"

	"mud/engine"
	"mud/engine/command"
	"mud/engine/guard"
	"mud/engine/object"
)

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
	return o.PlayedBy() != nil || a.descends(o, "core.character")
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
	found, problem := a.find(query{
		who: c.Caller, text: guard.Release(arg.Text), candidates: syntaxCandidates[arg.Kind](a, c.Caller),
		global: builder(c.Caller), kind: kind,
	})
	if problem != "" {
		a.refuse(L, &engine.Refusal{Text: problem})
	}
	return a.Handle(found)
}
