package engine_test

import (
	"fmt"
	"reflect"
	"testing"

	"mud/cmd/mud/stage"
	"mud/engine/session"
)

// face is all that a player has of a session.
type face struct {
	Account, Puppet string
	Stack           []string
	Flags           map[string]any
	NDB             string
}

func faces(s *stage.Stage) map[int64]face {
	out := map[int64]face{}
	for _, ses := range s.Engine.Sessions.All(true) {
		f := face{Flags: ses.Flags(), NDB: fmt.Sprint(ses.NDB().Get("menu"))}
		if ses.LoggedIn() {
			f.Account = ses.Account().Key()
		}
		if ses.Puppet() != nil {
			f.Puppet = ses.Puppet().Key()
		}
		for _, e := range ses.Stack() {
			f.Stack = append(f.Stack, e.Key)
		}
		out[ses.Sessid()] = f
	}
	return out
}

// TestReloadKeepsSessions reloads twenty times, in every mode: each session
// has the account, the puppet, the command sets, flags and ndb that it had
// (row 3 of the users' pains), none that is logged in has the login commands
// again (row 4), a set that a menu has put on one session is still there and
// its question still open (row 5), and there is no session more or less, of a
// bridge neither (row 6).
func TestReloadKeepsSessions(t *testing.T) {
	scripts := bed(t, routes)
	for mode := range session.Modes {
		t.Run(fmt.Sprintf("mode %d", mode), func(t *testing.T) {
			w := lay(t, scripts, twoPuppets(mode))
			w.enter(layouts[[]int{0, 1, 3, 4}[mode]].actors)
			one := w.actors["a1"]
			one.Type("try (function() session.cmdset:add('bed.extra'); session.ndb.menu = 'page 3'; me.cmdset:add('bed.extra') end)()")
			one.Type("option nocolor = on")
			sees(t, one.Type("asked"), "well?")
			before := faces(w.stage)
			for range 20 {
				if _, err := w.stage.Reload(); err != nil {
					t.Fatal(err)
				}
			}
			if after := faces(w.stage); !reflect.DeepEqual(before, after) {
				t.Errorf("before: %v\nafter: %v", before, after)
			}
			for _, ses := range w.stage.Engine.Sessions.All(false) {
				for _, e := range ses.Stack() {
					if e.Key == "core.unloggedin" {
						t.Errorf("%s has the login commands", ses)
					}
				}
			}
			sees(t, one.Type("yes"), "routed")
			sees(t, one.Type("try session.cmdset:has('bed.extra')"), "-> true")
		})
	}
}
