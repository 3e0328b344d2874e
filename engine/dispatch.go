package engine

import (
	"fmt"
	"strings"

	"mud/engine/access"
	"mud/engine/command"
	"mud/engine/guard"
	"mud/engine/object"
	"mud/engine/session"
)

// command runs a line that a session typed: with its puppet, else its account,
// else by itself.
func (e *Engine) command(s *session.Session, line string) error {
	return e.commandOf(s, s.Self(), line)
}

// commandOf finds the command that a line names and runs it. s may be nil for
// a forced command; caller is nil before login.
func (e *Engine) commandOf(s *session.Session, caller *object.Object, line string) error {
	merged := e.Commands(s, caller)
	if missing := merged.Errors(); len(missing) > 0 {
		e.warn(s, missing)
	}
	if strings.TrimSpace(line) == "" {
		return e.start(e.systemCall(s, caller, merged, "__noinput", line))
	}
	who := whoOf(s, caller)
	matches := e.find(merged, who, line)
	switch len(matches) {
	case 0:
		c := e.systemCall(s, caller, merged, "__nomatch", line)
		c.Suggestions = e.suggest(merged, who, line)
		return e.start(c)
	case 1:
		m := matches[0]
		return e.start(&Call{
			Session: s, Caller: caller, Command: m.Bound, Cmdset: merged,
			Cmdstring: m.Cmdstring, RawCmdname: m.RawCmdname, Args: guard.Text(m.Args), Raw: guard.Text(line),
		})
	}
	c := e.systemCall(s, caller, merged, "__multimatch", line)
	c.Matches = matches
	return e.start(c)
}

// Finds reports whether a line names a command of who runs c, had it been typed.
func (e *Engine) Finds(c *Call, line string) bool {
	who := whoOf(c.Session, c.Caller)
	line = nicked(accountOf(c.Session, c.Caller), c.Caller, guard.Release(line))
	return len(e.find(c.Cmdset, who, line)) > 0
}

func (e *Engine) find(merged *command.Merged, who access.Who, line string) []command.Match {
	return merged.Find(line, command.FindOptions{Numbers: e.Numbers, Allowed: func(b command.Bound) bool { return e.Allowed(who, b) }})
}

// system runs a system command for a session, such as its first screen.
func (e *Engine) system(s *session.Session, key string, matches []command.Match) error {
	c := e.systemCall(s, s.Self(), e.Commands(s, s.Self()), key, "")
	c.Matches = matches
	return e.start(c)
}

func (e *Engine) systemCall(s *session.Session, caller *object.Object, merged *command.Merged, key, line string) *Call {
	b, _ := merged.System(key)
	line = guard.Text(line)
	return &Call{Session: s, Caller: caller, Command: b, Cmdset: merged, Cmdstring: key, Args: line, Raw: line}
}

// start runs a command as the running step.
func (e *Engine) start(c *Call) error {
	if c.Command.Def == nil {
		return e.noCommand(c)
	}
	e.current.what, e.current.spot = "command "+c.Command.Def.Name, c.Command.Def
	return e.settle(c, e.scripts.Run(c))
}

// noCommand is what happens when not even a system command is there: the player
// is told in plain words.
func (e *Engine) noCommand(c *Call) error {
	words := strings.Fields(c.Raw)
	if c.Session != nil && len(words) > 0 { // the first only: behind a mistyped "password" stands one
		e.Sessions.Tell(c.Session, fmt.Sprintf("There is no command like %q here.", guard.Escape(words[0])))
	}
	return nil
}

// suggest names up to three commands that look like what was typed.
func (e *Engine) suggest(merged *command.Merged, who access.Who, line string) []string {
	word, _, _ := strings.Cut(strings.TrimSpace(line), " ")
	all := merged.Commands()
	names := make([]string, 0, 3*len(all))
	for i, b := range all {
		again := i > 0 && all[i-1].Def == b.Def // as of many things of the same kind
		if !again && !strings.HasPrefix(b.Def.Key, "__") && e.Allowed(who, b) {
			names = append(names, b.Def.Key)
			names = append(names, b.Def.Aliases...)
		}
	}
	return command.Suggest(word, names, 3)
}

// Allowed reports whether a command is there for who: it judges the command's
// own lock, "cmd"; without one everybody may.
func (e *Engine) Allowed(who access.Who, b command.Bound) bool {
	owner, _ := b.Obj.(*object.Object)
	return e.Access.CheckSet(who, b.Def.Locks, owner, "cmd", true)
}

// accountOf is whose commands count: the session's account; without a session
// the caller itself, or who plays it.
func accountOf(s *session.Session, caller *object.Object) *object.Object {
	switch {
	case s != nil:
		return s.Account()
	case caller == nil:
		return nil
	case caller.Kind() == object.Account:
		return caller
	}
	return caller.PlayedBy()
}

// bodyOf is caller if it is a body rather than an account.
func bodyOf(caller *object.Object) *object.Object {
	if caller == nil || caller.Kind() == object.Account {
		return nil
	}
	return caller
}
