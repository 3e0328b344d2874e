package stage_test

import (
	"strings"
	"testing"

	"mud/cmd/mud/stage"
	"mud/engine"
)

// odd are arguments that nobody expects.
var odd = []string{
	"", " ", "x", "nobody", "=", "= =", "x =", "= x", "x = y", "x, y = z, w", "#999999", "#0", "#-1", "/x", "/", "me", "here", "me = me",
	"me = here", "here = me", "self/x = 1", "me/x", "me/x =", "1", "-1", "99999999999999999999", "\"", "''", "a;b;c", "|r{x}$You()", "x:foo.bar", "((((",
	strings.Repeat("x", 3000), "ünï ✓ \u202e", "\x00\x01\x7f", "to", "at", "in me", "x to y",
}

// skipped end the world, or run what they are given as code of its own.
var skipped = map[string]bool{"@shutdown": true, "@lua": true}

// TestNoCommandBreaks runs every command of core and haven with odd arguments,
// in and out of character and before login, with a session and without one, as
// a player and as the superuser: none may end in a fault of a script (rows 21
// and 22 of the users' pains).
func TestNoCommandBreaks(t *testing.T) {
	for _, who := range []string{"stranger", "player", "superuser", "out of character"} {
		t.Run(who, func(t *testing.T) {
			t.Parallel()
			s, err := stage.New(stage.Options{Scripts: "../../../scripts", Plugins: []string{"core", "haven"}, Mode: 3, Log: t.Output()})
			if err != nil {
				t.Fatal(err)
			}
			for _, key := range commandsOf(t, s) {
				for _, args := range odd {
					a := actor(t, s, who)
					a.Type(key + " " + args)
					a.Type("n") // the answer, if it asked
					a.Type("n")
					a.Type("n")
					forced(t, s, a, key+" "+args)
					if faults := s.Engine.Faults(); len(faults) > 0 {
						t.Fatalf("%q as %s: %v", key+" "+args, who, faults[0])
					}
					a.HangUp()
				}
			}
		})
	}
}

// commandsOf are the keys of all commands that there are.
func commandsOf(t *testing.T, s *stage.Stage) []string {
	t.Helper()
	var keys []string
	for _, name := range []string{"core.unloggedin", "core.session", "core.account", "core.character",
		"haven.bell", "haven.cat", "haven.inn", "haven.serving", "haven.well"} {
		set, err := s.Engine.Scripts().Cmdset(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range set.Commands {
			if !skipped[c.Def.Key] && !strings.HasPrefix(c.Def.Key, "__") {
				keys = append(keys, c.Def.Key)
			}
		}
	}
	if len(keys) < 60 {
		t.Fatalf("only %d commands were found", len(keys))
	}
	return keys
}

// actor is somebody who has just come.
func actor(t *testing.T, s *stage.Stage, who string) *stage.Actor {
	t.Helper()
	if who == "stranger" {
		return s.Connect()
	}
	a, err := s.Join("Ann")
	if err != nil {
		t.Fatal(err)
	}
	if who == "superuser" {
		if err := s.Do(func(e *engine.Engine) error { a.Session().Account().SetSuperuser(true); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	if who != "out of character" {
		a.Type("charcreate Ann")
		a.Type("ic Ann")
	}
	return a
}

// forced has the body, or the account, run the line with no session.
func forced(t *testing.T, s *stage.Stage, a *stage.Actor, line string) {
	t.Helper()
	if session := a.Session(); session != nil && session.Self() != nil {
		s.Engine.Post(engine.Force{Object: session.Self(), Line: line})
		s.Engine.Drain()
	}
}
