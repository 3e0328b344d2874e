package engine_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"testing"

	"mud/cmd/mud/stage"
	"mud/engine"
	"mud/engine/session"
)

// TestFlags holds, for every protocol flag, its default and whether a player
// may set it (spec 1.10).
func TestFlags(t *testing.T) {
	s := open(t, stage.Options{})
	ann := join(t, s, "Ann")
	for _, f := range session.Flags {
		t.Run(f.Name, func(t *testing.T) {
			if got := ann.Session().Flag(f.Name); got != f.Default {
				t.Errorf("the default is %v, want %v", got, f.Default)
			}
			value, bad := "true", `"perhaps"`
			switch f.Default.(type) {
			case int:
				value, bad = fmt.Sprint(f.Max), fmt.Sprint(f.Max+1)
			case string:
				value, bad = `"utf-8"`, `"klingon"`
			}
			name := fmt.Sprintf("%q", strings.ToLower(f.Name))
			if !f.Player {
				sees(t, ann.Type("try { session:set_flag("+name+", "+value+") }"), "is your client's to tell; it cannot be set")
				return
			}
			sees(t, ann.Type("try session:set_flag("+name+", "+value+")"), "-> true")
			sees(t, ann.Type("try { session:set_flag("+name+", "+bad+") }"), "The option "+f.Name+" takes")
		})
	}
	sees(t, ann.Type("try { session:set_flag('SCREENREADR', true) }"), "Did you mean SCREENREADER?")
	sees(t, ann.Type("try #mud.sessions:flags()"), fmt.Sprintf("-> %d", len(session.Flags)))
}

// What a player chose is saved, and nothing that the client told; it is put on
// each session at login, but not over what was chosen before the login (1.11).
func TestSavedFlags(t *testing.T) {
	s := open(t, stage.Options{Mode: 1})
	ann := join(t, s, "Ann")
	ann.Type("option nocolor = on")
	ann.Type("option screenreader = on")
	sees(t, ann.Type("option/save"), "Your options are kept")
	s.Engine.Post(engine.FlagsChanged{Sessid: ann.Sessid, Flags: map[string]any{"OOB": true, "TERM": "vt100"}})
	s.Engine.Drain()
	ann.Type("option/save")
	laptop := s.Connect()
	laptop.Type("screenreader")
	laptop.Type("screenreader") // on, and off again
	logIn(t, s, laptop, "Ann")
	for flag, want := range map[string]any{"NOCOLOR": true, "SCREENREADER": false, "OOB": false, "TERM": ""} {
		if got := laptop.Session().Flag(flag); got != want {
			t.Errorf("%s is %v, want %v", flag, got, want)
		}
	}
	ann.Type("option/clear")
	phone := s.Connect()
	logIn(t, s, phone, "Ann")
	if phone.Session().Flag("NOCOLOR") != false {
		t.Error("what was forgotten is put on")
	}
}

// What was chosen is still known to a new Server, so that option/save after a
// restart forgets nothing.
func TestChosenFlagsOutliveTheServer(t *testing.T) {
	s := open(t, stage.Options{})
	ann := join(t, s, "Ann")
	ann.Type("option nocolor = on")
	ann.Type("option screenwidth = 100")
	id, flags := ann.Sessid, ann.Session().Flags()
	saved, _, _ := ann.Session().Save(false)
	state, err := json.Marshal(saved)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Kill(); err != nil {
		t.Fatal(err)
	}
	s.Engine.Post(engine.Connected{Sessid: id, Address: "192.0.2.1", Protocol: "stage", Flags: flags, Since: s.Clock.Now(), State: state, Again: true})
	s.Engine.Drain()
	if got, want := s.Engine.Sessions.Get(id).Chosen(), map[string]any{"NOCOLOR": true, "SCREENWIDTH": 100}; !maps.Equal(got, want) {
		t.Errorf("chosen is %v, want %v", got, want)
	}
}

func logIn(t *testing.T, s *stage.Stage, a *stage.Actor, name string) {
	t.Helper()
	err := s.Do(func(e *engine.Engine) error { return e.Sessions.Login(a.Session(), e.World.AccountNamed(name)) })
	if err != nil {
		t.Fatal(err)
	}
}

func TestLocalEcho(t *testing.T) {
	s := open(t, stage.Options{})
	ann := join(t, s, "Ann")
	ann.Type("option localecho = on")
	sees(t, ann.Type("say |rhello"), `say |rhello`, `You say, "|rhello"`)
	ann.Type("password")
	if text := ann.Type("a secret"); strings.Contains(text, "a secret") {
		t.Errorf("a hidden answer is echoed: %q", text)
	}
}
