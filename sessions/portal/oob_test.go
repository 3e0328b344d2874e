package portal

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"mud/sessions/wire"
)

// TestModules: what a client lists, and what may be sent to it.
func TestModules(t *testing.T) {
	for _, c := range []struct {
		name, set, add, remove string
		want                   string
		sent, kept             string // messages that are covered, and that are not
	}{
		{"nothing", `[]`, ``, ``, "", "Core.Ping get_value Client.GUI", "Room.Info Char.Vitals"},
		{"parents cover", `["Char 1","Room 2"]`, ``, ``, "Char 1, Room 2", "Char.Vitals Char.Items.List room.info", "Character.X Comm.Channel.Text"},
		{"children do not", `["Char.Skills 1"]`, ``, ``, "Char.Skills 1", "Char.Skills.Get", "Char.Vitals Char.Skills"},
		{"later version wins", `["Char 3"]`, `["char 1"]`, ``, "char 1", "Char.Name", ""},
		{"add without a list", ``, `["Room 1"]`, ``, "Room 1", "Room.Info", ""},
		{"removed", `["Char 1","Room 1"]`, ``, `["char"]`, "Room 1", "Room.Info", "Char.Name"},
		{"no version", `["Room"]`, ``, ``, "Room 1", "Room.Info", ""},
		{"nonsense", `[1,{}]`, `"x"`, `null`, "", "", "Room.Info"},
		{"odd names", `["", " 1", "a b c", "9x 1", "Good 1"]`, ``, ``, "a 1, Good 1", "Good.X", "9x.Y"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := modules{}
			if c.set != "" {
				m = modules{}.add(json.RawMessage(c.set))
			}
			m = m.add(json.RawMessage(c.add)).remove(json.RawMessage(c.remove))
			if m.String() != c.want {
				t.Errorf("the list is %q, want %q", m, c.want)
			}
			again := parseModules(m.String())
			if again.String() != m.String() {
				t.Errorf("read again it is %q", again)
			}
			for _, name := range strings.Fields(c.sent) {
				if !again.cover(name) {
					t.Errorf("%s is not sent", name)
				}
			}
			for _, name := range strings.Fields(c.kept) {
				if again.cover(name) {
					t.Errorf("%s is sent", name)
				}
			}
		})
	}
	many := modules{}
	for i := range 1000 {
		many = many.add(json.RawMessage(`["M` + strings.Repeat("x", i%60) + string(rune('a'+i%26)) + ` 1"]`))
	}
	if len(many) > maxModules {
		t.Errorf("%d modules are kept", len(many))
	}
}

// TestOOB: what is sound reaches the Server, what is not is dropped, and what
// a client tells about itself is kept as flags.
func TestOOB(t *testing.T) {
	w := open(t, Options{})
	c := &fakeClient{}
	s, err := w.portal.Connect(c, "192.0.2.1", "telnet", wire.Flags{"OOB": true})
	if err != nil {
		t.Fatal(err)
	}
	w.next() // Connect
	send := func(name, data string) {
		t.Helper()
		if err := s.OOB(name, json.RawMessage(data)); err != nil {
			t.Fatal(err)
		}
	}
	for _, bad := range []struct{ name, data string }{
		{"", ""}, {"9", ""}, {"a b", ""}, {strings.Repeat("x", 65), ""}, {"x", "{"}, {"x", "nonsense"},
		{"x", strings.Repeat("[", 17) + strings.Repeat("]", 17)}, {"x", `"` + strings.Repeat("x", maxOOB) + `"`}, {"x", "1 2"},
	} {
		send(bad.name, bad.data)
	}
	send("Core.Hello", `{"client":"Mudlet\u0007","version":"4.20"}`)
	send("Core.Hello", `{"client":"Other","version":"1"}`)
	send("Core.Ping", `120`)
	send("Core.Supports.Set", `["Char 1"]`)
	send("Char.X", `"[[[[[[[[[[[[[[[[[[[[[[\"[["`)
	var got []string
	for range 4 {
		switch m := w.next().(type) {
		case wire.SetFlags:
			if m.Flags["CLIENTNAME"] != nil && (m.Flags["CLIENTNAME"] != "Mudlet" || m.Flags["CLIENTVERSION"] != "4.20") {
				t.Errorf("the client is %v", m.Flags)
			}
			got = append(got, "flags")
		case wire.OOBInput:
			got = append(got, m.Name)
		}
	}
	if want := "flags flags Core.Supports.Set Char.X"; strings.Join(got, " ") != want {
		t.Errorf("the Server is told %q, want %q", got, want)
	}
	if s.Flags().String("SUPPORTS") != "Char 1" {
		t.Errorf("the flags are %v", s.Flags())
	}
	if len(c.parts) != 1 || c.parts[0].Name != "Core.Ping" {
		t.Errorf("a ping is answered by %v", c.parts)
	}
}

// TestOOBUnwanted: a client is not sent what it has not listed.
func TestOOBUnwanted(t *testing.T) {
	s := &session{listed: modules{}.add(json.RawMessage(`["Room 1"]`))}
	parts := []wire.Part{{Text: "a"}, {Kind: wire.OOB, Name: "Char.Vitals"}, {Text: "b"}, {Kind: wire.OOB, Name: "Room.Info"}, {Kind: wire.OOB, Name: "echo"}}
	var got []string
	for _, p := range s.wanted(parts) {
		got = append(got, p.Text+p.Name)
	}
	if strings.Join(got, " ") != "a b Room.Info echo" {
		t.Errorf("what is left is %q", got)
	}
}

// TestOOBWithoutServer: out-of-band data is numbered with the lines, waits for a
// Server as they do, up to a bound, and is repeated until it is acknowledged.
// The modules are told to each Server.
func TestOOBWithoutServer(t *testing.T) {
	w := open(t, Options{CommandRate: 10_000})
	s, err := w.portal.Connect(&fakeClient{}, "192.0.2.1", "telnet", nil)
	if err != nil {
		t.Fatal(err)
	}
	w.next() // Connect
	s.Ready()
	w.next()
	w.detach()
	if err := s.Line("look"); err != nil {
		t.Fatal(err)
	}
	for !w.portal.Away() {
		time.Sleep(time.Millisecond)
	}
	for range 2 * maxUnanswered {
		if err := s.OOB("Char.Login.Credentials", json.RawMessage(`{}`)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.OOB("Core.Supports.Set", json.RawMessage(`["Room 1"]`)); err != nil {
		t.Fatal(err)
	}
	for _, first := range []uint64{1, 3} {
		w.attach()
		if m, ok := w.next().(wire.Connect); !ok || m.Flags.String("SUPPORTS") != "Room 1" {
			t.Errorf("the new Server is told %v", m)
		}
		w.next() // Ready
		for seq := first; seq <= maxUnanswered; seq++ {
			m := w.next()
			if line, ok := m.(wire.Input); ok && line.Seq == 1 && seq == 1 {
				continue
			}
			if m, ok := m.(wire.OOBInput); !ok || m.Seq != seq {
				t.Fatalf("the new Server is told %v instead of number %d", m, seq)
			}
		}
		w.send(wire.Output{Sessid: s.ID(), Ack: 2})
		for w.portal.Unanswered() > maxUnanswered-2 {
			time.Sleep(time.Millisecond)
		}
		w.detach()
	}
}

// TestGroups: what a group of steps says is taken whole or not at all, and the
// next Server is told which group was the last.
func TestGroups(t *testing.T) {
	w := open(t, Options{})
	c := &fakeClient{}
	w.connect(c, "192.0.2.1")
	said := func(text string) { w.send(wire.Output{Sessid: 1, Parts: []wire.Part{{Text: text}}}) }
	w.send(wire.Group{Number: 7, Messages: 2, Answer: true})
	said("a")
	said("b")
	for {
		if m, ok := w.next().(wire.Received); ok {
			if m.Group != 7 {
				t.Errorf("the Portal told %v", m)
			}
			break
		}
	}
	said("outside of groups")
	w.send(wire.Group{Number: 8, Messages: 2})
	said("c")
	until(t, c, "what was said outside", func() bool { return len(c.parts) == 3 })
	w.detach()
	if hello := w.attach(); hello.Received != 7 {
		t.Errorf("the Portal greeted with %v", hello)
	}
	w.send(wire.Group{Number: 8, Messages: 2})
	said("c")
	said("d")
	until(t, c, "the whole group", func() bool { return len(c.parts) == 5 })
	var got []string
	for _, p := range c.parts {
		got = append(got, p.Text)
	}
	if want := "a|b|outside of groups|c|d"; strings.Join(got, "|") != want {
		t.Errorf("the client was shown %q, want %q", got, want)
	}
}

// TestStatus: an account counts once, a connection that has not logged in not
// at all.
func TestStatus(t *testing.T) {
	w := open(t, Options{})
	for range 4 {
		w.connect(&fakeClient{}, "192.0.2.1")
	}
	for sessid, account := range map[int64]string{1: "Bob", 2: "Ann", 3: "Ann"} {
		w.send(wire.LoggedIn{Sessid: sessid, Account: int64(account[0]), Name: account})
	}
	last := &fakeClient{}
	w.connect(last, "192.0.2.1")
	w.send(wire.Output{Sessid: 5, Parts: []wire.Part{{Text: "x"}}})
	until(t, last, "the Portal has taken all messages", func() bool { return len(last.parts) > 0 })
	if got := strings.Join(w.portal.Status().Players, ","); got != "Ann,Bob" {
		t.Errorf("the players are %q", got)
	}
}
