package api

import (
	_ "embed"
	"fmt"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"mud/engine"
	"mud/engine/access"
	"mud/engine/command"
	"mud/engine/guard"
	"mud/engine/object"
	"mud/engine/outbox"
	"mud/engine/session"
	"mud/engine/value"
	"mud/lua/vm"
)

// pipeline is the way of one command through its own functions.
//
//go:embed pipeline.lua
var pipeline []byte

func (a *API) makePipeline() error {
	proto, err := vm.Compile(pipeline, "pipeline.lua")
	if err != nil {
		return fmt.Errorf("compiling the command pipeline: %w", err)
	}
	L := a.vm.State()
	methods := a.table(funcs{"msg": a.cmdMsg}, funcs{"ask": a.cmdAsk, "dialog": a.cmdDialog})
	out, err := a.vm.Call(a.vm.Load(proto), 2, L.NewFunction(a.matchSyntax), L.NewFunction(a.turned), methods)
	if err != nil {
		return fmt.Errorf("loading the command pipeline: %w", err)
	}
	a.run, a.turn = out[0].(*lua.LFunction), out[1].(*lua.LFunction)
	a.commands = L.NewTable()
	a.commands.RawSetString("__index", methods)
	a.commands.RawSetString("__metatable", lua.LString("protected"))
	return nil
}

// Run starts a command and tells how far it got.
func (a *API) Run(c *engine.Call) engine.Result {
	def := c.Command.Def
	table, ok := def.Handle.(*lua.LTable)
	if !ok {
		return engine.Result{Err: fmt.Errorf("the command %s has no script", def.Name)}
	}
	cmd, err := a.cmd(c)
	if err != nil {
		return engine.Result{Err: err}
	}
	a.takeLast(cmd, c)
	return a.result(a.vm.Start(a.run, table, cmd))
}

// lastKey is where the caller's ndb has the command before this one, if that
// was to be kept for it.
const lastKey = "last_cmd"

// takeLast puts the command that was kept for this one into cmd: it is for one
// command only.
//
// @field cmd.last_cmd mud.Data? the caller's command before this one, if it has save_for_next: its key, args, arg and so on, and what it put into its cmd
func (a *API) takeLast(cmd *lua.LTable, c *engine.Call) {
	var ndb *value.Table
	switch {
	case c.Caller != nil:
		ndb = c.Caller.NDB()
	case c.Session != nil:
		ndb = c.Session.NDB()
	default:
		return
	}
	if last, ok := ndb.Get(lastKey).(*value.Table); ok {
		cmd.RawSetString(lastKey, a.ndbOf(last))
		a.engine.World.SetEntry(object.Owner{}, ndb, lastKey, nil)
	}
}

// Start starts any function as a script that may wait.
func (a *API) Start(fn *lua.LFunction, args ...lua.LValue) engine.Result {
	return a.result(a.vm.Start(fn, args...))
}

func (a *API) result(r vm.Result) engine.Result {
	switch {
	case r.Err != nil:
		return engine.Result{Err: Fault(r.Err)}
	case r.Done:
		return engine.Result{Turn: turnOf(r.Values)}
	}
	wait, ok := r.Wait.(engine.Wait)
	if !ok {
		return engine.Result{Err: fmt.Errorf("a script waits for %T, which is nothing to wait for", r.Wait)}
	}
	return engine.Result{Wait: wait, Task: task{a, r.Call}}
}

// task is a script that waits.
type task struct {
	api  *API
	call *vm.Call
}

// Resume goes on with it.
func (t task) Resume(values ...any) engine.Result {
	return t.api.result(t.call.Resume(t.api.args(values)...))
}

// callKey is where cmd keeps what Go needs of it again.
const callKey = "_call"

// cmdFields is about how many fields cmd has.
const cmdFields = 20

// cmd makes the table that a command's functions get.
//
// @field cmd.caller mud.Character who does it: the puppet, else the account, else the session
// @field cmd.session mud.Session? who typed it; nil when no player did
// @field cmd.account mud.Account?
// @field cmd.obj mud.Object? the thing that the command sits on
// @field cmd.key string the command's own
// @field cmd.cmdstring string the name as typed, without a prefix such as "@"
// @field cmd.raw_cmdname string the name as typed
// @field cmd.args string what stands behind the name, with switches
// @field cmd.raw_string string the whole line
// @field cmd.suggestions? string[] of the system command __nomatch: what may have been meant
// @field cmd.matches? { key: string, name: string, obj: mud.Object? }[] of the system command __multimatch
func (a *API) cmd(c *engine.Call) (*lua.LTable, error) {
	L := a.vm.State()
	t := L.CreateTable(0, cmdFields)
	t.Metatable = a.commands
	t.RawSetString(callKey, &lua.LUserData{Value: c, Env: L.Env})
	caller := a.Handle(c.Caller)
	if c.Caller == nil {
		caller = a.Face(c.Session)
	}
	account := lua.LValue(lua.LNil)
	if c.Session != nil {
		account = a.Handle(c.Session.Account())
	} else if who := access.Of(c.Caller); who.Account != nil {
		account = a.Handle(who.Account)
	}
	obj, _ := c.Command.Obj.(*object.Object)
	set := func(name string, v lua.LValue) { t.RawSetString(name, v) }
	set("caller", caller)
	set("session", a.Face(c.Session))
	set("account", account)
	set("obj", a.Handle(obj))
	set("cmdset", &lua.LUserData{Value: &mergedSet{c}, Env: L.Env, Metatable: a.handlers["merged"]})
	set("key", lua.LString(c.Command.Def.Key))
	set("cmdstring", lua.LString(c.Cmdstring))
	set("raw_cmdname", lua.LString(c.RawCmdname))
	set("args", lua.LString(c.Args))
	set("raw_string", lua.LString(c.Raw))
	if c.Suggestions != nil {
		set("suggestions", a.Lua(c.Suggestions))
	}
	if c.Matches != nil {
		set("matches", a.matches(c))
	}
	return t, a.parsed(t, c)
}

// parsed puts in what the usual parse finds, and refuses unknown switches.
//
// @field cmd.switches table<string|integer, boolean|string> cmd.switches.all is true after "/all"; the list of all too
// @field cmd.argstr string the arguments without switches
// @field cmd.arglist string[] argstr cut at white space
// @field cmd.lhs string what stands before "=", or all
// @field cmd.rhs string? what stands behind "=", nil without it
// @field cmd.lhslist string[] lhs cut at ","
// @field cmd.rhslist string[] rhs cut at ","
func (a *API) parsed(t *lua.LTable, c *engine.Call) error {
	p := command.ParseArgs(c.Command.Def, c.Args)
	if len(p.BadSwitches) > 0 && !strings.HasPrefix(c.Command.Def.Key, "__") {
		return &engine.Refusal{Text: badSwitches(c.Command.Def, p)}
	}
	switches := a.Lua(p.Switches).(*lua.LTable)
	for _, s := range p.Switches {
		switches.RawSetString(s, lua.LTrue)
	}
	t.RawSetString("switches", switches)
	t.RawSetString("argstr", lua.LString(p.Args))
	t.RawSetString("lhs", lua.LString(p.Lhs))
	if p.Rhs != nil {
		t.RawSetString("rhs", lua.LString(*p.Rhs))
	}
	t.RawSetString("lhslist", a.Lua(p.LhsList))
	t.RawSetString("rhslist", a.Lua(p.RhsList))
	t.RawSetString("arglist", a.Lua(p.ArgList))
	return nil
}

func badSwitches(def *command.Def, p command.Parsed) string {
	text := fmt.Sprintf("%s has no switch /%s.", def.Key, guard.Escape(p.BadSwitches[0].Name))
	if len(def.Switches) == 0 {
		return text + " It takes none."
	}
	return text + " It takes /" + strings.Join(def.Switches, ", /") + "."
}

// matches lists the commands that a line may have meant.
func (a *API) matches(c *engine.Call) lua.LValue {
	out := a.vm.State().NewTable()
	for i, m := range c.Matches {
		row := a.vm.State().NewTable()
		row.RawSetString("key", lua.LString(m.Bound.Def.Key))
		row.RawSetString("name", lua.LString(a.engine.Numbers.Join(m.Bound.Def.Key, i+1)))
		obj, _ := m.Bound.Obj.(*object.Object)
		row.RawSetString("obj", a.Handle(obj))
		out.Append(row)
	}
	return out
}

func (a *API) callOf(L *lua.LState) *engine.Call {
	if t, ok := L.Get(1).(*lua.LTable); ok {
		if ud, ok := t.RawGetString(callKey).(*lua.LUserData); ok {
			if c, ok := ud.Value.(*engine.Call); ok {
				a.live(L)
				return c
			}
		}
	}
	L.ArgError(1, "call it with a colon, as in cmd:msg(\"…\")")
	return nil
}

// cmd:msg answers whoever typed the command: that session, or all of the
// account where the rules say so; the sessions that opts name instead.
//
// @param text string
// @param opts? { session?: mud.Session|mud.Session[], raw?: boolean, nocolor?: boolean, screenreader?: boolean, type?: string, prompt?: boolean, [string]: mud.Value|mud.Session }
func (a *API) cmdMsg(L *lua.LState) int {
	c := a.callOf(L)
	m := a.message(L, 2)
	to := m.to
	if to == nil {
		to = a.engine.Sessions.ReplyTo(c.Session, c.Caller)
	}
	a.deliver(L, m, c.Caller, to)
	return 0
}

// cmd:ask shows a question and waits for the next line of the session that
// typed the command. The world goes on meanwhile.
//
// @param prompt string
// @param opts? { hide?: boolean, [string]: mud.Value|mud.Session } hide: the answer is a secret and is not shown while it is typed
// @return string answer
func (a *API) cmdAsk(L *lua.LState) int {
	c := a.callOf(L)
	opts := L.OptTable(3, nil)
	text := a.fill(L, textOf(L, 2), opts, c.Caller, c.Caller)
	return vm.Wait(L, engine.Ask{
		Prompt: outbox.Part{Kind: outbox.Prompt, Text: text}, Hide: optBool(opts, "hide", false),
	})
}

// mergedSet is cmd.cmdset: the commands that are there for the caller.
type mergedSet struct{ call *engine.Call }

func (a *API) mergedOf(L *lua.LState) (*engine.Call, access.Who) {
	m, ok := L.CheckUserData(1).Value.(*mergedSet)
	if !ok {
		L.ArgError(1, "call it with a colon, as in cmd.cmdset:commands()")
	}
	a.live(L)
	return m.call, whoOf(m.call.Session, m.call.Caller)
}

func whoOf(s *session.Session, caller *object.Object) access.Who {
	if s != nil {
		return s.Who()
	}
	return access.Of(caller)
}

// cmd.cmdset:commands lists the commands that the caller may use, by name.
//
// @return { key: string, aliases: string[], category: string, help: string, name: string, hidden: boolean, usage: string }[]
func (a *API) mergedCommands(L *lua.LState) int {
	c, who := a.mergedOf(L)
	out := L.NewTable()
	for _, b := range c.Cmdset.Commands() {
		if !strings.HasPrefix(b.Def.Key, "__") && a.engine.Allowed(who, b) {
			out.Append(a.described(b))
		}
	}
	L.Push(out)
	return 1
}

// cmd.cmdset:find is the command of that name or alias, nil if there is none.
//
// @param name string
// @return { key: string, aliases: string[], category: string, help: string, name: string, hidden: boolean, usage: string }?
func (a *API) mergedFind(L *lua.LState) int {
	c, who := a.mergedOf(L)
	name := strings.TrimLeft(strings.ToLower(guard.Release(L.CheckString(2))), "@+&/")
	for _, b := range c.Cmdset.Commands() {
		if strings.HasPrefix(b.Def.Key, "__") || !a.engine.Allowed(who, b) {
			continue
		}
		for _, n := range append([]string{b.Def.Key}, b.Def.Aliases...) {
			if strings.TrimLeft(strings.ToLower(n), "@+&/") == name {
				L.Push(a.described(b))
				return 1
			}
		}
	}
	L.Push(lua.LNil)
	return 1
}

// cmd.cmdset:matches tells whether a line, had the caller typed it, would be a
// command.
//
// @param line string
// @return boolean
func (a *API) mergedMatches(L *lua.LState) int {
	c, _ := a.mergedOf(L)
	L.Push(lua.LBool(a.live(L).Finds(c, L.CheckString(2))))
	return 1
}

func (a *API) described(b command.Bound) lua.LValue {
	d := b.Def
	usage := ""
	if d.Syntax != nil {
		usage = d.Syntax.Usage(d.Key)
	}
	return a.Lua(map[string]any{
		"key": d.Key, "aliases": append([]string{}, d.Aliases...), "category": d.Category, "help": d.Help,
		"name": d.Name, "hidden": d.HelpHidden, "usage": usage, "where": d.Where, "is_exit": d.IsExit,
	})
}
