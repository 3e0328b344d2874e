package load

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"mud/engine"
	"mud/engine/command"
	"mud/engine/lock"
	"mud/lua/api"
	"mud/lua/vm"
)

// define takes in what a file of a definitions folder returned.
func (g *Generation) define(p *plugin, f file, want string, parts []string, v lua.LValue) {
	t, ok := v.(*lua.LTable)
	if !ok || api.DefinitionKind(t) != want {
		g.problem(Problem{Plugin: p.Name, File: f.path, Line: 1, Message: fmt.Sprintf(
			"a file in this folder returns a mud.%s { … }; this one returns %s", want, kindOf(v))})
		return
	}
	r := &reader{g: g, plugin: p, file: f, table: t}
	name := p.Name + "." + strings.Join(parts, ".")
	switch want {
	case "command":
		g.defineCommand(r, name)
	case "cmdset":
		g.defineCmdset(r, name)
	case "typeclass":
		g.defineTypeclass(r, name)
	case "hook":
		g.defineHook(r, parts[len(parts)-1])
	case "menu":
		r.menu()
	case "inputfunc":
		if fn := r.runs("run = function(session, data) … end"); fn != nil {
			g.inputs[parts[len(parts)-1]] = fn
		}
	case "lockfunc":
		g.defineLockFunc(r, parts)
	}
}

func (g *Generation) defineHook(r *reader, event string) {
	if !slices.Contains(engine.Events, event) {
		r.problem("run", fmt.Sprintf("there is no event %q, but %s%s", event, strings.Join(engine.Events, ", "), didYouMean(event, engine.Events)))
	}
	if fn := r.runs("run = function() … end"); fn != nil {
		g.hooks[event] = append(g.hooks[event], fn)
	}
}

// runs is the function of a definition that has nothing else.
//
// @field hook.run fun()
// @field inputfunc.run fun(session: mud.Session, data: mud.Data, name: string) data is what the client sent under the name
// @field lockfunc.run fun(who: mud.Object, obj: mud.Object, ...: string): boolean? whether the lock is passed; … are its arguments
func (r *reader) runs(form string) *lua.LFunction {
	r.fields(map[string]lua.LValueType{"run": lua.LTFunction}, nothingElse)
	v := r.table.RawGetString("run")
	if v == lua.LNil {
		kind := api.DefinitionKind(r.table)
		r.problem("run", fmt.Sprintf("%s %s needs %s", article(kind), kind, form))
	}
	fn, _ := v.(*lua.LFunction)
	return fn
}

func article(noun string) string {
	if strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an"
	}
	return "a"
}

func kindOf(v lua.LValue) string {
	if t, ok := v.(*lua.LTable); ok {
		if kind := api.DefinitionKind(t); kind != "" {
			return "a mud." + kind
		}
		return "a plain table"
	}
	if v == lua.LNil {
		return "nothing"
	}
	return "a " + v.Type().String()
}

// reader reads the fields of one definition and notes what is wrong.
type reader struct {
	g      *Generation
	plugin *plugin
	file   file
	table  *lua.LTable
}

// problem notes something wrong with a field, at the line that sets it or at the
// value there that the message names; where no line sets it, at the line at
// which the definition begins.
func (r *reader) problem(field, message string) {
	p := r.at(`(?:^|[\s{,;])`+regexp.QuoteMeta(field)+`\s*=`, message)
	if m := quotedName.FindStringSubmatch(message); m != nil && p.Line > 0 {
		r.narrow(&p, m[1]+m[2])
	}
	r.g.problem(p)
}

// problemAt notes something wrong at the first line that a pattern matches.
func (r *reader) problemAt(pattern, message string) { r.g.problem(r.at(pattern, message)) }

// narrow moves a problem with a field from the field to a name in its value: in
// the same line, or alone in quotes in one below, as in a list.
func (r *reader) narrow(p *Problem, name string) {
	_, short, _ := strings.Cut(name, ".") // what scripts call "game.box" is "box" in game itself
	for _, name := range []string{name, short} {
		if name == "" {
			continue
		}
		from := max(0, p.Column-1)
		if at := wordAt(p.Source[from:], name); at > 0 {
			p.Column = from + at
			return
		}
		for i, text := range strings.Split(string(r.file.source), "\n")[p.Line:] {
			for _, quote := range []string{`"`, "'"} {
				if at := strings.Index(text, quote+name+quote); at >= 0 {
					p.Line, p.Column, p.Source = p.Line+1+i, at+2, text
					return
				}
			}
		}
	}
}

// at is something wrong at the first line that a pattern matches.
func (r *reader) at(pattern, message string) Problem {
	p := Problem{Plugin: r.plugin.Name, File: r.file.path, Message: message}
	p.Line, p.Source = r.file.find(pattern)
	if p.Line == 0 {
		pattern = `\.\s*` + api.DefinitionKind(r.table) + `\s*[({]`
		p.Line, p.Source = r.file.find(pattern)
	}
	p.Column = column(pattern, p.Source)
	return p
}

// column is where in a line a pattern matches, from 1, past what separates it
// from what is before it; 0 when it does not.
func column(pattern, line string) int {
	at := regexp.MustCompile(pattern).FindStringIndex(line)
	if at == nil {
		return 0
	}
	return at[0] + 1 + len(line[at[0]:at[1]]) - len(strings.TrimLeft(line[at[0]:at[1]], " \t{,;"))
}

// fields checks that only known fields are there, each of its type.
func (r *reader) fields(known map[string]lua.LValueType, extra func(key string, v lua.LValue) bool) {
	names := make([]string, 0, len(known))
	for n := range known {
		names = append(names, n)
	}
	vm.Each(r.table, func(k, v lua.LValue) {
		key := k.String()
		want, ok := known[key]
		switch {
		case ok && want != anyType && v.Type() != want:
			r.problem(key, fmt.Sprintf("%s must be a %s, not a %s", key, want, v.Type()))
		case !ok && !extra(key, v) && strings.HasPrefix(key, "at_"):
			r.problem(key, fmt.Sprintf("%s must be a function, as all hooks are, not a %s", key, v.Type()))
		case !ok && !extra(key, v):
			r.problem(key, fmt.Sprintf("%q is no field of a %s%s", key, api.DefinitionKind(r.table), didYouMean(key, names)))
		}
	})
}

const anyType = lua.LValueType(-1)

func nothingElse(string, lua.LValue) bool { return false }

func (r *reader) str(key, def string) string {
	if s, ok := r.table.RawGetString(key).(lua.LString); ok {
		return string(s)
	}
	return def
}

func (r *reader) flag(key string) *bool {
	if b, ok := r.table.RawGetString(key).(lua.LBool); ok {
		v := bool(b)
		return &v
	}
	return nil
}

func (r *reader) list(key string) []string {
	t, ok := r.table.RawGetString(key).(*lua.LTable)
	if !ok {
		return nil
	}
	var out []string
	vm.Each(t, func(_, v lua.LValue) {
		if s, ok := v.(lua.LString); ok {
			out = append(out, string(s))
			return
		}
		r.problem(key, fmt.Sprintf("%s must be a list of strings; one of them is a %s", key, v.Type()))
	})
	return out
}

// locks parses a lock string; the error names its place in it.
func (r *reader) locks(def string) *lock.Set {
	text := r.str("locks", def)
	if text == "" {
		return nil
	}
	set, err := lock.ParseDefault(text, "cmd", r.g.knownLockFunc)
	if err != nil {
		r.problem("locks", "locks: "+err.Error())
		return nil
	}
	return set
}

// @field command.key string the word that players type
// @field command.aliases? string[] other words for it
// @field command.locks? string who has it at all, such as "cmd:perm(Builder)"
// @field command.category? string where help lists it; "general" without it
// @field command.help? string what help shows
// @field command.auto_help? boolean false: help does not list it
// @field command.syntax? string its arguments, such as "<who:character> = <text:rest>"
// @field command.switches? string[] what may follow "/"
// @field command.arg_regex? string what may follow the name, such as "\\s|$"
// @field command.parse? fun(cmd: mud.Cmd): mud.Args? what it returns is run's second argument
// @field command.at_pre? fun(cmd: mud.Cmd): boolean? true ends the command before it begins
// @field command.run fun(cmd: mud.Cmd, arg: mud.Args) what it does; arg is what syntax or parse found
// @field command.at_post? fun(cmd: mud.Cmd) what is done when it has ended well
// @field command.save_for_next? boolean true: the caller's next command finds it in cmd.last_cmd
var commandFields = map[string]lua.LValueType{
	"key": lua.LTString, "aliases": lua.LTTable, "locks": lua.LTString, "category": lua.LTString,
	"help": lua.LTString, "syntax": lua.LTString, "switches": lua.LTTable, "arg_regex": lua.LTString,
	"auto_help": lua.LTBool, "parse": lua.LTFunction, "at_pre": lua.LTFunction, "run": lua.LTFunction,
	"at_post": lua.LTFunction, "save_for_next": lua.LTBool,
}

func (g *Generation) defineCommand(r *reader, name string) {
	r.fields(commandFields, nothingElse)
	d := &command.Def{
		Name: name, Plugin: r.plugin.Name, Where: r.file.path, Handle: r.table,
		Key: r.str("key", ""), Aliases: r.list("aliases"), Locks: r.locks(""),
		Category: r.str("category", "general"), Help: strings.TrimSpace(r.str("help", "")), Switches: r.list("switches"),
	}
	if hide := r.flag("auto_help"); hide != nil {
		d.HelpHidden = !*hide
	}
	if v := r.table.RawGetString("key"); v == lua.LNil || v == lua.LString("") {
		r.problem("key", "a command needs a key: the word that players type")
	}
	if command.System(d.Key) && !slices.Contains(systemKeys, d.Key) {
		r.problem("key", fmt.Sprintf("no key of players begins with __, and there is no system command %q%s", d.Key, didYouMean(d.Key, systemKeys)))
	}
	for _, alias := range d.Aliases {
		if command.System(alias) {
			r.problem("aliases", fmt.Sprintf("no name of players begins with __, as %q does", alias))
		}
	}
	if r.table.RawGetString("run") == lua.LNil {
		r.problem("run", "a command needs run = function(cmd, arg) … end")
	}
	if text, ok := r.table.RawGetString("arg_regex").(lua.LString); ok {
		re, err := regexp.Compile(`(?i)^(?:` + string(text) + `)`)
		if err != nil {
			r.problem("arg_regex", "arg_regex: "+err.Error())
		}
		d.ArgRegex = re
	}
	if text := r.str("syntax", ""); text != "" {
		syntax, err := command.ParseSyntax(text)
		if err != nil {
			r.problem("syntax", "syntax: "+err.Error())
		}
		d.Syntax = syntax
	}
	g.commands[name] = d
	if d.Key == exitKey || d.Key == channelKey {
		if g.system[d.Key] == nil || d.Plugin == "core" { // others count through the sets that have them
			g.system[d.Key] = d
		}
	}
}

// systemKeys are the keys of the commands that the engine itself runs.
var systemKeys = []string{"__noinput", "__nomatch", "__multimatch", "__loginstart", exitKey, channelKey}

// The system commands that all exits and all channels share.
const (
	exitKey    = "__exit"
	channelKey = "__channel"
)

// @field typeclass.key string the file's name
// @field typeclass.extends? mud.Object the typeclass that it is made of, from require
// @field typeclass.db? table<string, mud.Value> what attributes are before they are set
// @field typeclass.cmdsets? (string|mud.CmdsetName)[] what its objects offer, below their own stack
// @field typeclass.locks? string where an object has none of its own
// @field typeclass.[string] fun(self: mud.Object, ...): mud.Value a hook, or a function of its own
var typeclassFields = map[string]lua.LValueType{
	"key": lua.LTString, "extends": lua.LTTable, "db": lua.LTTable, "cmdsets": lua.LTTable,
	"locks": lua.LTString, "full_name": anyType, "__index": anyType,
}

func (g *Generation) defineTypeclass(r *reader, name string) {
	r.fields(typeclassFields, func(_ string, v lua.LValue) bool { return v.Type() == lua.LTFunction })
	r.table.RawSetString("full_name", lua.LString(name))
	tc := &typeclass{table: r.table, reader: r}
	tc.engine.Cmdsets = r.list("cmdsets")
	for i, s := range tc.engine.Cmdsets {
		tc.engine.Cmdsets[i] = fullName(r.plugin.Name, s, 2)
	}
	tc.engine.Locks = r.locks("")
	if db, ok := r.table.RawGetString("db").(*lua.LTable); ok {
		v, err := g.api.Value(db, "db")
		if err != nil {
			r.problem("db", err.Error())
		} else {
			tc.engine.DB = defaults(v)
		}
	}
	g.typeclasses[name] = tc
}

// fullName puts the plugin's name before a name that has fewer parts than a
// full one.
func fullName(plugin, name string, parts int) string {
	if strings.Count(name, ".")+1 < parts {
		return plugin + "." + name
	}
	return name
}

// runtimeProblem is an error that a file raised while it was run.
func (g *Generation) runtimeProblem(plugin string, f file, err error) Problem {
	p := Problem{Plugin: plugin, File: f.path, Message: err.Error()}
	var e *vm.Error
	if !errors.As(err, &e) {
		return p
	}
	p.Message = e.Message
	for _, frame := range e.Frames {
		if frame.Line > 0 {
			p.File, p.Line = frame.File, frame.Line
			p.Message = strings.TrimPrefix(p.Message, fmt.Sprintf("%s:%d: ", frame.File, frame.Line))
			p.Source = line(g.sources[frame.File].source, frame.Line)
			break
		}
	}
	return p
}
