package telnet

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

const (
	will = "\xff\xfb"
	wont = "\xff\xfc"
	do   = "\xff\xfd"
	dont = "\xff\xfe"
)

func subsOf(option byte, payloads ...string) (out string) {
	for _, p := range payloads {
		out += string(sub(option, p))
	}
	return out
}

// TestAbilities replays what each client says to our offers (as captured, in testdata;
// Mudlet 4.20 from a log of its own), cut at random: the final table of its
// abilities is as expected.
func TestAbilities(t *testing.T) {
	for _, c := range []struct {
		name  string
		says  string
		ours  []byte // options that are agreed on our side
		their []byte // and on the client's
		flags map[string]any
		oob   []string
	}{
		{
			"TinTin++",
			will + "\x18" + will + "\x1f" + subsOf(31, "\x00\x64\x00\x1e") + do + "\x2a" + will + "\x27" + wont + "\x22" + dont + "\xc9" + do + "\x19" +
				dont + "\x5b" + dont + "\x45" + do + "\x56" + subsOf(24, "\x00TINTIN++", "\x00xterm-256color", "\x00MTTS 271") + subsOf(42, "\x02UTF-8") +
				subsOf(39, "\x00\x00CLIENT_NAME\x01TinTin++\x00CLIENT_VERSION\x012.02.20 \x00TERMINAL_TYPE\x01xterm-256color\x00MTTS\x01783\x00CHARSET\x01UTF-8"),
			[]byte{optEOR, optCharset, optMCCP2}, []byte{optTTYPE, optNAWS, optEnviron},
			map[string]any{"CLIENTNAME": "TinTin++", "CLIENTVERSION": "2.02.20", "TERM": "xterm-256color", "ANSI": true, "XTERM256": true, "TRUECOLOR": true,
				"UTF-8": true, "VT100": true, "MNES": true, "SCREENREADER": false, "OOB": false, "MXP": false, "SCREENWIDTH": 100, "SCREENHEIGHT": 30}, nil,
		},
		{
			"Debian telnet",
			will + "\x18" + will + "\x1f" + subsOf(31, "\x00\x64\x00\x1e") + dont + "\x2a" + will + "\x27" + do + "\x03" + will + "\x22" +
				subsOf(34, "\x03\x01\x00\x00\x03\x62\x03\x04\x02\x0f", "\x01\x07") + dont + "\xc9" + dont + "\x46" + dont + "\x19" + dont + "\x5b" + dont + "\x45" + dont + "\x56" +
				subsOf(24, "\x00XTERM-256COLOR", "\x00XTERM-256COLOR") + subsOf(39, "\x00\x03CLIENT_NAME"),
			nil, []byte{optTTYPE, optNAWS, optLinemode, optEnviron},
			map[string]any{"CLIENTNAME": "XTERM-256COLOR", "ANSI": true, "XTERM256": true, "TRUECOLOR": false, "UTF-8": false, "OOB": false, "SCREENWIDTH": 100}, nil,
		},
		{
			"tf5",
			will + "\x1f" + will + "\x18" + subsOf(31, "\x00\x63\x00\x1a") + dont + "\x2a" + wont + "\x27" + wont + "\x22" + dont + "\xc9" + dont + "\x46" + do + "\x19" +
				dont + "\x5b" + dont + "\x45" + do + "\x56" + subsOf(24, "\x00TINYFUGUE", "\x00ANSI-ATTR", "\x00ANSI", "\x00UNKNOWN"),
			[]byte{optEOR, optMCCP2}, []byte{optTTYPE, optNAWS},
			map[string]any{"CLIENTNAME": "TINYFUGUE", "TERM": "ANSI-ATTR", "ANSI": true, "XTERM256": false, "SCREENWIDTH": 99, "SCREENHEIGHT": 26}, nil,
		},
		{
			"Mudlet",
			wont + "\x22" + dont + "\x03" + will + "\x1f" + subsOf(31, "\x00\x64\x00\x2d") + will + "\x18" + do + "\x2a" + will + "\x27" + do + "\x56" + do + "\x46" + do + "\x19" +
				do + "\x5b" + do + "\xc9" + subsOf(201, `Core.Hello { "client": "Mudlet", "version": "4.20.0"}`,
				`Core.Supports.Set [ "Char 1", "Room 1", "Client.Media 1", "Char.Login 1"]`) +
				do + "\x45" + subsOf(69, "\x01LIST\x02COMMANDS", "\x01CLIENT\x02Mudlet\x01VERSION\x024.20.0") +
				subsOf(24, "\x00MUDLET", "\x00ANSI-TRUECOLOR", "\x00MTTS 2349") + subsOf(42, "\x02UTF-8") +
				subsOf(39, "\x00\x03CLIENT_NAME\x01MUDLET\x03CLIENT_VERSION\x014.20.0\x03OSC_HYPERLINKS\x011\x03SCREEN_READER\x01\x03CHARSET\x01UTF-8"),
			[]byte{optEOR, optCharset, optMSDP, optMSSP, optMCCP2, optMXP, optGMCP}, []byte{optTTYPE, optNAWS, optEnviron},
			map[string]any{"CLIENTNAME": "MUDLET", "CLIENTVERSION": "4.20.0", "TERM": "ANSI-TRUECOLOR", "ANSI": true, "UTF-8": true, "XTERM256": true, "TRUECOLOR": true,
				"OSC_COLOR_PALETTE": true, "MXP": true, "OOB": true, "OSC8": true, "SCREENREADER": false, "SCREENHEIGHT": 45},
			[]string{`Core.Hello { "client": "Mudlet", "version": "4.20.0"}`, `Core.Supports.Set [ "Char 1", "Room 1", "Client.Media 1", "Char.Login 1"]`},
		},
		{"one that is silent", "", nil, nil, map[string]any{"ANSI": true, "OOB": false, "SCREENWIDTH": 78}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				opts := testOptions(t)
				opts.Compress, opts.MSSP = true, func() []Variable { return []Variable{{"NAME", []string{"mud"}}} }
				rest, cut := []byte(c.says+"look\r\n"), [][]byte{}
				for len(rest) > 0 {
					n := rapid.IntRange(1, min(len(rest), 40)).Draw(rt, "size")
					cut, rest = append(cut, rest[:n]), rest[n:]
				}
				s, _ := play(t, opts, cut...)
				cl := s.client.(*client)
				if got := agreedOn(&cl.neg.us); !slices.Equal(got, c.ours) {
					rt.Errorf("on our side these are agreed: %v, want %v", got, c.ours)
				}
				if got := agreedOn(&cl.neg.them); !slices.Equal(got, c.their) {
					rt.Errorf("on its side these are agreed: %v, want %v", got, c.their)
				}
				for flag, want := range c.flags {
					if s.flags[flag] != want {
						rt.Errorf("%s is %v, want %v", flag, s.flags[flag], want)
					}
				}
				if !slices.Equal(s.oob, c.oob) || !slices.Equal(s.lines, []string{"look"}) {
					rt.Errorf("data %q, lines %q", s.oob, s.lines)
				}
			})
		})
	}
}

// agreedOn are the options that are in force on one side, ascending.
func agreedOn(s *side) (out []byte) {
	for code := range s.state {
		if s.state[code] == yes {
			out = append(out, byte(code))
		}
	}
	return out
}

// TestScreenReaderByVariable: a client that tells by NEW-ENVIRON that it is a
// screen reader is one before the first screen (row 50 of the users' pains); one
// that ends the option is not waited for.
func TestScreenReaderByVariable(t *testing.T) {
	for name, c := range map[string]struct {
		last  func(n *talk)
		reads any
	}{
		"it is one":        {func(n *talk) { n.subnegotiation(optEnviron, []byte("\x00\x03SCREEN_READER\x011")) }, true},
		"it tells no":      {func(n *talk) { n.subnegotiation(optEnviron, []byte("\x00\x03SCREEN_READER\x010")) }, false},
		"it tells nothing": {func(n *talk) { n.subnegotiation(optEnviron, []byte{0}) }, false},
		"it ends it":       {func(n *talk) { n.receive(cmdWONT, optEnviron) }, false},
	} {
		t.Run(name, func(t *testing.T) {
			n := newTalk()
			n.start()
			for _, option := range []byte{optTTYPE, optNAWS, optEnviron} {
				n.receive(cmdWILL, option)
			}
			n.subnegotiation(optNAWS, []byte{0, 80, 0, 24})
			for _, answer := range []string{"MUDLET", "ANSI-TRUECOLOR", "MTTS 2349"} {
				n.subnegotiation(optTTYPE, []byte("\x00"+answer))
			}
			if n.ready > 0 {
				t.Error("the first screen comes before the variables")
			}
			if c.last(n); n.ready == 0 {
				t.Error("the first screen waits")
			}
			if on := n.flags["SCREENREADER"] == true; on != c.reads {
				t.Errorf("it is a screen reader: %v", on)
			}
		})
	}
}

// Row 42 of the users' pains: every byte, typed before and after login, leaves
// the session usable.
func TestEveryByte(t *testing.T) {
	for _, p := range []func() *fakePortal{newPortal, loggedIn} {
		for b := range 256 {
			typed := fmt.Appendf(nil, "a%cb\r\n", 'x')
			typed[1] = byte(b)
			if b == iac {
				typed = []byte("a\xff\xffb\r\n")
			}
			s, _ := playWith(t, testOptions(t), p(), typed, []byte("look\r\n"))
			if len(s.lines) == 0 || s.lines[len(s.lines)-1] != "look" {
				t.Errorf("after the byte %d the lines are %q", b, s.lines)
			}
		}
	}
}

// Row 44: several lines in one packet are several commands, in order.
func TestLinesInOnePacket(t *testing.T) {
	s, _ := play(t, testOptions(t), []byte("one\r\ntwo\nthree\r\x00four\r\n"))
	if !slices.Equal(s.lines, []string{"one", "two", "three", "four"}) {
		t.Errorf("the lines are %q", s.lines)
	}
}
