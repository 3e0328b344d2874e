package telnet

import (
	"bytes"
	"encoding/json"
	"testing"
)

// talk is a negotiation with what it sent and learned.
type talk struct {
	*negotiation
	out   []byte
	flags map[string]any
	ready int
	told  []string // out-of-band data of the client: "name data"

	compressed bool
}

func newTalk() *talk {
	t := &talk{flags: map[string]any{}}
	t.negotiation = newNegotiation(services{
		send: func(b ...byte) { t.out = append(t.out, b...) },
		set:  func(name string, v any) { t.flags[name] = v }, ready: func() { t.ready++ },
		oob:      func(name string, data json.RawMessage) { t.told = append(t.told, name+" "+string(data)) },
		compress: func(on bool) { t.compressed = on },
		mssp:     func() []Variable { return []Variable{{"NAME", []string{"mud"}}, {"PORT", []string{"23", "4000"}}} },
	})
	return t
}

// sent is what was sent since the last call.
func (t *talk) sent() []byte {
	out := t.out
	t.out = nil
	return out
}

func (t *talk) wantSent(tt *testing.T, what string, want ...byte) {
	tt.Helper()
	if got := t.sent(); !bytes.Equal(got, want) {
		tt.Errorf("%s: sent % x, want % x", what, got, want)
	}
}

func TestOffers(t *testing.T) {
	n := newTalk()
	n.start()
	n.wantSent(t, "at the start", iac, cmdDO, optTTYPE, iac, cmdDO, optNAWS, iac, cmdWILL, optCharset, iac, cmdDO, optEnviron,
		iac, cmdDO, optLinemode, iac, cmdWILL, optGMCP, iac, cmdWILL, optMSSP, iac, cmdWILL, optEOR, iac, cmdWILL, optMXP,
		iac, cmdWILL, optMSDP, iac, cmdWILL, optMCCP2)
	for _, o := range []byte{optEcho, optSGA, 87} {
		if n.us.state[o] != no {
			t.Errorf("option %d is offered, which clients make too much of", o)
		}
	}
}

// Each answer is given once, and a repeated or late request starts no loop
// (RFC 1143).
func TestNoLoops(t *testing.T) {
	n := newTalk()
	n.start()
	n.sent()
	for range 3 {
		n.receive(cmdDO, optEOR) // agrees to our offer
		n.receive(cmdWILL, optNAWS)
	}
	n.wantSent(t, "agreements to offers")
	for range 3 {
		n.receive(cmdWILL, 99)
		n.receive(cmdDO, 99)
	}
	n.wantSent(t, "what is unknown is refused once", iac, cmdDONT, 99, iac, cmdWONT, 99)
	n.receive(cmdDONT, optEOR)
	n.receive(cmdDONT, optEOR)
	n.wantSent(t, "an end is confirmed once", iac, cmdWONT, optEOR)
	n.receive(cmdDO, optEOR)
	n.receive(cmdDO, optEOR)
	n.wantSent(t, "and it may begin again", iac, cmdWILL, optEOR)
	n.receive(cmdWONT, optTTYPE)
	n.wantSent(t, "a refusal of our offer needs no answer")
	for option := range 256 {
		if option != optCharset && option != optTTYPE && option != optEnviron {
			for range 5 {
				for _, verb := range []byte{cmdWILL, cmdDO, cmdWILL, cmdDO} {
					n.receive(verb, byte(option))
				}
			}
		}
	}
	if got := n.sent(); len(got) > 2*3*256 {
		t.Errorf("%d bytes were sent in answer to 5,000 requests", len(got))
	}
}

// The second and the third prompt are hidden too, with clients that never
// confirm (TinTin++ confirms no WONT).
func TestEchoIsHiddenEveryTime(t *testing.T) {
	for _, confirms := range []bool{true, false} {
		n := newTalk()
		for range 3 {
			n.will(optEcho, true)
			n.wantSent(t, "to hide", iac, cmdWILL, optEcho)
			if confirms {
				n.receive(cmdDO, optEcho)
			}
			n.will(optEcho, false)
			n.wantSent(t, "to show", iac, cmdWONT, optEcho)
			if confirms {
				n.receive(cmdDONT, optEcho)
			}
			n.wantSent(t, "nothing else")
		}
	}
}

// A client that confirms late, when input is hidden again already, does not
// show the second password (Debian's telnet confirms everything).
func TestLateConfirmation(t *testing.T) {
	n := newTalk()
	n.will(optEcho, true)
	n.receive(cmdDO, optEcho)
	n.will(optEcho, false)
	n.will(optEcho, true)
	n.sent()
	n.receive(cmdDONT, optEcho) // confirms the end
	n.receive(cmdDO, optEcho)   // agrees to the second
	n.wantSent(t, "nothing: both were answers")
	if n.us.state[optEcho] != yes {
		t.Error("input is shown")
	}
	n.receive(cmdDONT, optEcho)
	n.wantSent(t, "a real end", iac, cmdWONT, optEcho)
}

func TestTerminal(t *testing.T) {
	ask := []byte{iac, cmdSB, optTTYPE, ttypeSend, iac, cmdSE}
	for _, c := range []struct {
		name    string
		answers []string
		flags   map[string]any
	}{
		{"MTTS", []string{"MUDLET", "XTERM-256COLOR", "MTTS 2349"}, map[string]any{
			"CLIENTNAME": "MUDLET", "TERM": "XTERM-256COLOR", "ANSI": true, "UTF-8": true, "XTERM256": true, "TRUECOLOR": true, "MOUSE_TRACKING": false}},
		{"a screen reader", []string{"X", "Y", "MTTS 64"}, map[string]any{"SCREENREADER": true, "ANSI": false}},
		{"one that repeats itself", []string{"ANSI", "ANSI"}, map[string]any{"CLIENTNAME": "ANSI"}},
		{"256 colours by name", []string{"XTERM-256COLOR", "XTERM-256COLOR"}, map[string]any{"XTERM256": true}},
		{"a dumb one", []string{"dumb", "dumb"}, map[string]any{"ANSI": false}},
		{"a list that never ends", []string{"a", "b", "c", "d", "e", "f"}, map[string]any{"CLIENTNAME": "a", "TERM": "b"}},
		{"nonsense", []string{"\x00\x1b[2J" + string(bytes.Repeat([]byte("x"), 1000)), "MTTS pineapple"}, map[string]any{"CLIENTNAME": "[2J" + string(bytes.Repeat([]byte("x"), 37))}},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := newTalk()
			n.start()
			n.receive(cmdWONT, optNAWS)
			n.sent()
			n.receive(cmdWILL, optTTYPE)
			n.wantSent(t, "the question", ask...)
			for _, a := range c.answers {
				n.subnegotiation(optTTYPE, append([]byte{ttypeIs}, a...))
			}
			if got := n.sent(); len(got) > 3*len(ask) || n.ready != 1 {
				t.Errorf("asked %d times more, ready %d times", len(got)/len(ask), n.ready)
			}
			for flag, want := range c.flags {
				if n.flags[flag] != want {
					t.Errorf("%s is %v, want %v", flag, n.flags[flag], want)
				}
			}
		})
	}
}

func TestWindowSize(t *testing.T) {
	for _, c := range []struct {
		data          []byte
		width, height any
	}{
		{[]byte{0, 100, 0, 30}, 100, 30},
		{[]byte{0, 255, 0, 50}, 255, 50},
		{[]byte{0, 0, 0, 0}, nil, nil}, // "I do not know"
		{[]byte{0xff, 0xff, 0xff, 0xff}, maxWidth, maxHeight},
		{[]byte{0, 1, 0, 1}, minWidth, minHeight},
		{[]byte{}, nil, nil},
		{[]byte{0, 80, 0}, nil, nil},
	} {
		n := newTalk()
		n.subnegotiation(optNAWS, c.data)
		if n.flags["SCREENWIDTH"] != c.width || n.flags["SCREENHEIGHT"] != c.height {
			t.Errorf("% x gives %v by %v", c.data, n.flags["SCREENWIDTH"], n.flags["SCREENHEIGHT"])
		}
	}
}

func TestCharset(t *testing.T) {
	n := newTalk()
	n.start()
	n.sent()
	n.receive(cmdDO, optCharset)
	n.wantSent(t, "the request", append(append([]byte{iac, cmdSB, optCharset, charsetRequest}, ";UTF-8"...), iac, cmdSE)...)
	n.subnegotiation(optCharset, append([]byte{charsetAccepted}, "UTF-8"...))
	if n.flags["UTF-8"] != true || n.flags["ENCODING"] != "utf-8" {
		t.Errorf("the flags are %v", n.flags)
	}
	n.subnegotiation(optCharset, append([]byte{charsetRequest}, ";LATIN-1"...))
	n.wantSent(t, "another charset is rejected", iac, cmdSB, optCharset, charsetRejected, iac, cmdSE)
	n.subnegotiation(optCharset, nil)
}

// What a client says of itself in NEW-ENVIRON decides only how texts are
// shown, and there is a limit to it.
func TestEnviron(t *testing.T) {
	n := newTalk()
	data := []byte{environIsByte}
	for _, v := range [][2]string{{"CLIENT_NAME", "Mudlet"}, {"MTTS", "9"}, {"IPADDRESS", "203.0.113.9"}, {"SCREEN_READER", "1"}} {
		data = append(append(append(append(data, environVar), v[0]...), environValue), v[1]...)
	}
	n.subnegotiation(optEnviron, data)
	for flag, want := range map[string]any{"CLIENTNAME": "Mudlet", "ANSI": true, "XTERM256": true, "SCREENREADER": true} {
		if n.flags[flag] != want {
			t.Errorf("%s is %v, want %v", flag, n.flags[flag], want)
		}
	}
	if _, ok := n.flags["IPADDRESS"]; ok {
		t.Error("a client told its own address and was believed")
	}
	n.subnegotiation(optEnviron, append([]byte{environIsByte}, bytes.Repeat([]byte{environVar, 'x', environValue, 'y'}, 10_000)...))
}
