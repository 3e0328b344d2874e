package stage_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"mud/cmd/mud/stage"
	"mud/engine"
)

func open(t *testing.T) *stage.Stage {
	t.Helper()
	s, err := stage.New(stage.Options{Scripts: "../../../scripts", Plugins: []string{"core", "haven"}, Mode: 1, Log: t.Output()})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func join(t *testing.T, s *stage.Stage, name string) *stage.Actor {
	t.Helper()
	a, err := s.Join(name)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// names are the messages' names, in order.
func names(messages []string) []string {
	var out []string
	for _, m := range messages {
		name, _, _ := strings.Cut(m, " ")
		out = append(out, name)
	}
	return out
}

// field is a field of the message of that name, nil if there is none.
func field(t *testing.T, messages []string, name, key string) any {
	t.Helper()
	for _, m := range messages {
		if n, data, _ := strings.Cut(m, " "); n == name {
			var v map[string]any
			if err := json.Unmarshal([]byte(data), &v); err != nil {
				t.Fatalf("%s: %v", m, err)
			}
			return v[key]
		}
	}
	t.Fatalf("no %s among %q", name, messages)
	return nil
}

// TestOOBOfACharacter: a client that lists modules is told all of them at once,
// and then what changes.
func TestOOBOfACharacter(t *testing.T) {
	s := open(t)
	a := join(t, s, "Ann")
	if got := a.OOB(); len(got) > 0 {
		t.Errorf("a client that listed nothing was sent %q", got)
	}
	got := a.Supports("Char 1, Comm.Channel 1, Room 1")
	want := []string{"Comm.Channel.List", "Char.Name", "Char.StatusVars", "Char.Status", "Room.Info", "Room.Players"}
	if !slices.Equal(names(got), want) {
		t.Errorf("told %q, want %q", names(got), want)
	}
	if name := field(t, got, "Char.Name", "name"); name != "Ann" {
		t.Errorf("the name is %v", name)
	}
	here := field(t, got, "Room.Info", "num")
	exits, _ := field(t, got, "Room.Info", "exits").(map[string]any)
	if here == nil || len(exits) == 0 {
		t.Fatalf("the room is %q", got)
	}
	for way, num := range exits {
		a.Type(way)
		if at := field(t, a.OOB(), "Room.Info", "num"); at != num {
			t.Errorf("%s leads to %v, and Room.Info says %v", way, num, at)
		}
		break
	}
	a.Type("look")
	if got := names(a.OOB()); !slices.Equal(got, []string{"Room.Info", "Room.Players"}) {
		t.Errorf("look tells %q", got)
	}
}

// TestOOBOfARoom: who comes, goes and speaks reaches those who listen, with
// nothing of it taken as markup.
func TestOOBOfARoom(t *testing.T) {
	s := open(t)
	ann := join(t, s, "Ann")
	ann.Supports("Room 1, Comm 1")
	bob := join(t, s, "Bob")
	if got := ann.OOB(); !slices.Equal(got, []string{`Room.AddPlayer {"fullname":"Bob","name":"Bob"}`}) {
		t.Errorf("Bob comes, and Ann's client is told %q", got)
	}
	bob.Type("say |rred {who} $You()")
	if got := ann.OOB(); !slices.Equal(got, []string{`Comm.Channel.Text {"channel":"say","talker":"Bob","text":"|rred {who} $You()"}`}) {
		t.Errorf("Bob speaks, and Ann's client is told %q", got)
	}
	bob.HangUp()
	if got := ann.OOB(); !slices.Equal(got, []string{`Room.RemovePlayer "Bob"`}) {
		t.Errorf("Bob leaves, and Ann's client is told %q", got)
	}
}

// TestOOBLogin: a client logs in with what it has stored; "{}" is no attempt
// (row 46 of the users' pains).
func TestOOBLogin(t *testing.T) {
	s := open(t)
	a := s.Connect()
	a.Type("create Ann correct-horse-9")
	a.HangUp()
	b := s.Connect()
	if got := b.Supports("Char.Login 1"); !slices.Equal(got, []string{`Char.Login.Default {"create":true,"type":["password-credentials"]}`}) {
		t.Fatalf("before login a client is told %q", got)
	}
	for range 20 {
		if got := b.Send("Char.Login.Credentials", `{}`); len(got) > 0 {
			t.Fatalf("no credentials are answered by %q", got)
		}
	}
	b.Read()
	if got := field(t, b.Send("Char.Login.Credentials", `{"account":"Ann","password":"wrong"}`), "Char.Login.Result", "success"); got != false {
		t.Errorf("a wrong password: %v", got)
	}
	if text := b.Read(); text != "" {
		t.Errorf("a wrong password says %q beside its answer", text)
	}
	if got := field(t, b.Send("Char.Login.Credentials", `{"account":"Ann","password":"correct-horse-9"}`), "Char.Login.Result", "success"); got != true {
		t.Errorf("the right password: %v", got)
	}
	if !b.Session().LoggedIn() {
		t.Error("it is not logged in")
	}
	c := s.Connect()
	c.Supports("Char.Login 1")
	c.Send("Char.Login.Credentials", `{}`)
	if c.Type("connect Ann correct-horse-9"); !c.Session().LoggedIn() {
		t.Error("without credentials nobody logs in by hand")
	}
}

// TestOOBThrottle: guesses by out-of-band data end as those by hand do.
func TestOOBThrottle(t *testing.T) {
	s := open(t)
	a := s.Connect()
	for range 5 {
		a.Send("Char.Login.Credentials", `{"account":"Ann","password":"wrong"}`)
	}
	if !a.Closed {
		t.Error("five wrong passwords do not end the connection")
	}
}

// TestOOBUnknown: what is not known is no error and shows nothing (row 47),
// unless the player wants to know.
func TestOOBUnknown(t *testing.T) {
	s := open(t)
	for _, a := range []*stage.Actor{s.Connect(), join(t, s, "Ann")} {
		a.Read()
		for _, name := range []string{"IRE.Rift.Request", "nonsense", "External.Discord.Hello", "Char.Items.Inv", "get_value", "monitor"} {
			for _, data := range []string{"", `null`, `{}`, `[]`, `"x"`, `[null,{"name":[1]}]`, `{"name":"nothing"}`, `3`} {
				a.Send(name, data)
			}
		}
		if text := a.Read(); text != "" {
			t.Errorf("unknown data says %q", text)
		}
	}
	if faults := s.Engine.Faults(); len(faults) > 0 {
		t.Errorf("unknown data is a fault: %v", faults[0])
	}
	a := join(t, s, "Bob")
	a.Type("option inputdebug = on")
	a.Send("nonsense", "")
	if text := a.Read(); !strings.Contains(text, "no input function nonsense") {
		t.Errorf("with inputdebug it says %q", text)
	}
}

// TestInputFunctions: the others that core brings.
func TestInputFunctions(t *testing.T) {
	s := open(t)
	a := join(t, s, "Ann")
	for _, c := range []struct{ name, data, want string }{
		{"echo", `{"a":[1,null,"|r"]}`, `echo {"a":[1,false,"|r"]}`},
		{"get_value", `{"name":"account"}`, `get_value {"name":"account","value":"Ann"}`},
		{"get_value", `"servername"`, `get_value {"name":"servername","value":"stage"}`},
		{"webclient_options", `{"font":12}`, `webclient_options {"font":12}`},
		{"webclient_options", ``, `webclient_options {"font":12}`},
	} {
		if got := a.Send(c.name, c.data); !slices.Equal(got, []string{c.want}) {
			t.Errorf("%s %s: %q, want %q", c.name, c.data, got, c.want)
		}
	}
	if got := field(t, a.Send("client_options", `{"SCREENREADER":true,"SCREENWIDTH":100}`), "client_options", "SCREENWIDTH"); got != 100.0 {
		t.Errorf("the width is %v", got)
	}
	if a.Session().Flag("SCREENREADER") != true {
		t.Error("client_options set nothing")
	}
	if got := a.Send("get_inputfuncs", ""); len(got) != 1 || !strings.Contains(got[0], `"get_value"`) {
		t.Errorf("the input functions are %q", got)
	}
	last := a.Session().Last()
	s.Clock.Advance(60e9)
	a.Send("Core.KeepAlive", "")
	if !a.Session().Last().After(last) {
		t.Error("Core.KeepAlive does not count as input")
	}
}

// TestTextAsData: a line in out-of-band data is one that was typed, before login
// too, and nothing in it is markup.
func TestTextAsData(t *testing.T) {
	s := open(t)
	bob, ann := join(t, s, "Bob"), s.Connect()
	ann.Send("text", `"create Ann correct-horse-9"`)
	if !ann.Session().LoggedIn() {
		t.Fatalf("she is told %q", ann.Read())
	}
	bob.Read()
	ann.Send("text", `"say |rred {who} $You()"`)
	if got := bob.Read(); !strings.Contains(got, `Ann says, "|rred {who} $You()"`) {
		t.Errorf("Bob reads %q", got)
	}
	ann.Read()
	for _, odd := range []string{``, `null`, `[]`, `{"a":1}`, `7`} {
		ann.Send("text", odd)
	}
	if got := ann.Read(); got != "" {
		t.Errorf("what is no line says %q", got)
	}
}

// TestOOBFailing: an input function that fails changes nothing and says
// nothing.
func TestOOBFailing(t *testing.T) {
	s := open(t)
	a := join(t, s, "Ann")
	if err := s.Do(func(e *engine.Engine) error {
		e.Sessions.ChooseFlags(a.Session(), map[string]any{"OOB": true})
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	a.Send("client_options", `{"SCREENWIDTH":100,"ZZZ":1}`)
	if a.Session().Flag("SCREENWIDTH") == 100 {
		t.Error("an input function that was refused has left something")
	}
	if text := a.Read(); text != "" {
		t.Errorf("a refusal says %q", text)
	}
}

// TestVitals: what is drawn as bars is told at first whole, then as far as it
// has changed, once a step; row 11 of the users' pains: after a reload too.
func TestVitals(t *testing.T) {
	s := open(t)
	a := join(t, s, "Ann")
	set := func(name string, v float64) {
		t.Helper()
		if err := s.Do(func(*engine.Engine) error {
			who, err := a.Character()
			if err == nil {
				who.SetAttr("", name, v)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	set("hp", 10)
	set("maxhp", 20)
	got := a.Supports("Char 1")
	if !slices.Contains(got, `Char.Vitals {"hp":10,"maxhp":20}`) {
		t.Errorf("at first: %q", got)
	}
	set("hp", 9)
	if got := a.OOB(); !slices.Equal(got, []string{`Char.Vitals {"hp":9}`}) {
		t.Errorf("after a wound: %q", got)
	}
	if _, err := s.Reload(); err != nil {
		t.Fatal(err)
	}
	set("hp", 8)
	set("hp", 8)
	if got := a.OOB(); !slices.Equal(got, []string{`Char.Vitals {"hp":8}`}) {
		t.Errorf("after a reload: %q", got)
	}
}

// TestMonitorAndRepeat: values that a client asks to be told.
func TestMonitorAndRepeat(t *testing.T) {
	s := open(t)
	a := join(t, s, "Ann")
	a.Send("monitor", `{"name":"location"}`)
	if got := a.Send("monitored", ``); !slices.Equal(got, []string{`monitored ["location"]`}) {
		t.Errorf("monitored: %q", got)
	}
	a.Type("north")
	if got := a.OOB(); len(got) != 1 || !strings.HasPrefix(got[0], `monitor {"name":"location","value":"`) {
		t.Errorf("after a move: %q", got)
	}
	a.Send("unmonitor", `{"name":"location"}`)
	a.Type("south")
	if got := a.OOB(); len(got) > 0 {
		t.Errorf("after its end: %q", got)
	}
	a.Send("repeat", `{"name":"account","seconds":5}`)
	s.Advance(11e9)
	if got := a.OOB(); !slices.Equal(got, []string{`repeat {"name":"account","value":"Ann"}`, `repeat {"name":"account","value":"Ann"}`}) {
		t.Errorf("in eleven seconds: %q", got)
	}
	a.Send("unrepeat", `"account"`)
	s.Advance(11e9)
	a.Send("repeat", `{"name":"account","seconds":5}`)
	if got := a.OOB(); len(got) > 0 {
		t.Errorf("after its end: %q", got)
	}
	a.HangUp()
	s.Advance(11e9)
	if faults := s.Engine.Faults(); len(faults) > 0 {
		t.Errorf("a repeat of a session that is gone: %v", faults[0])
	}
}

// TestOOBOrder: messages go in the order in which a script wrote them, and a
// list is a list in whatever order it was filled.
func TestOOBOrder(t *testing.T) {
	a := player(t, open(t), "Ann", true)
	a.Type(`@lua local l = {} for i = 9, 1, -1 do l[i] = i end session:msg { oob = { Zz = l, Aa = { [2] = 2, [1] = 1 }, Mm = { 1, [3] = 3 }, Bb = { [1.5] = 1 } } }`)
	want := []string{"Zz [1,2,3,4,5,6,7,8,9]", "Aa [1,2]", `Mm {"1":1,"3":3}`, `Bb {"1.5":1}`}
	if got := a.OOB(); !slices.Equal(got, want) {
		t.Errorf("told %q, want %q", got, want)
	}
}
