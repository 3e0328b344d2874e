package telnet

import (
	"slices"
	"strings"
	"testing"

	"mud/sessions/wire"
)

// lineCases are bytes and the lines that they are.
var lineCases = map[string]struct {
	bytes string
	lines []string
}{
	"CR LF":                        {"look\r\n", []string{"look"}},
	"CR NUL":                       {"look\r\x00", []string{"look"}},
	"LF":                           {"look\n", []string{"look"}},
	"CR":                           {"look\rsay hi\r", []string{"look", "say hi"}},
	"CR NUL CR LF":                 {"look\r\x00\r\n", []string{"look", ""}},
	"several in a packet":          {"n\r\ne\nsay hi\r\n", []string{"n", "e", "say hi"}},
	"empty lines":                  {"\r\n\n\r\x00", []string{"", "", ""}},
	"no end":                       {"look", nil},
	"UTF-8":                        {"café 漢 😀\r\n", []string{"café 漢 😀"}},
	"broken UTF-8":                 {"caf\xe9!\r\n", []string{"caf\ufffd!"}},
	"a C1 control in UTF-8":        {"a\u0090b\r\n", []string{"ab"}},
	"IAC IAC is a byte":            {"a\xff\xffb\r\n", []string{"a\ufffdb"}},
	"commands in a line":           {"lo\xff\xf1o\xff\xf9k\r\n", []string{"look"}},
	"negotiation in a line":        {"lo\xff\xfd\x63ok\r\n", []string{"look"}},
	"a subnegotiation in a line":   {"lo\xff\xfa\x63\r\n\xff\xffx\xff\xf0ok\r\n", []string{"look"}},
	"an empty subnegotiation":      {"\xff\xfa\x18\xff\xf0look\r\n", []string{"look"}},
	"a bare F0 in one is data":     {"\xff\xfa\xc9\xf0\x9f\x98\x80\xff\xf0look\r\n", []string{"look"}},
	"a command ends a broken one":  {"\xff\xfa\x18abc\xff\xfd\x63look\r\n", []string{"look"}},
	"a stray SE":                   {"\xff\xf0look\r\n", []string{"look"}},
	"backspace":                    {"lox\x08ok\r\n", []string{"look"}},
	"delete":                       {"caé\x7ffé\r\n", []string{"café"}},
	"backspace at the start":       {"\x08\x7flook\r\n", []string{"look"}},
	"other controls mean nothing":  {"l\x01o\x1bo\x07k\r\n", []string{"look"}},
	"tabs stay":                    {"say a\tb\r\n", []string{"say a\tb"}},
	"NUL as a keep-alive":          {"\x00\x00look\r\n", []string{"look"}},
	"quotes and braces stay":       {"say {x} \"y\" |r 100%\r\n", []string{"say {x} \"y\" |r 100%"}},
	"a line of the longest length": {strings.Repeat("x", 100) + "\r\n", []string{strings.Repeat("x", 100)}},
	"one that is too long":         {strings.Repeat("x", 101) + "\r\nlook\r\n", []string{"look"}},
}

// TestLines holds the rules of lines, for every way to cut the bytes in two,
// and byte by byte.
func TestLines(t *testing.T) {
	for name, c := range lineCases {
		t.Run(name, func(t *testing.T) {
			opts := testOptions(t)
			opts.MaxLine = 100
			whole := []byte(c.bytes)
			ways := [][][]byte{{whole}, pieces(whole, 1)}
			for cut := 1; cut < len(whole); cut++ {
				ways = append(ways, [][]byte{whole[:cut], whole[cut:]})
			}
			for _, way := range ways {
				if s, _ := play(t, opts, way...); !slices.Equal(s.lines, c.lines) {
					t.Fatalf("cut into %d pieces (the first of %d bytes) the lines are %q, want %q", len(way), len(way[0]), s.lines, c.lines)
				}
			}
		})
	}
}

func TestTooLongALineIsTold(t *testing.T) {
	opts := testOptions(t)
	opts.MaxLine = 10
	_, c := play(t, opts, []byte("say something much longer\r\n"))
	if !strings.Contains(string(c.sent()), "too long") {
		t.Errorf("it was sent %q", c.sent())
	}
}

// TestEncodings holds that a client with an old charset is understood and
// answered in it.
func TestEncodings(t *testing.T) {
	for _, c := range []struct{ charset, typed, line, text, sent string }{
		{"utf-8", "caf\xc3\xa9", "café", "é – …", "é – …\r\n"},
		{"latin-1", "caf\xe9", "café", "é – …", "\xe9 - ...\r\n"},
		{"cp437", "caf\x82", "café", "é “漢”", "\x82 \"?\"\r\n"},
		{"ascii", "cafe", "cafe", "é – “x”", "e - \"x\"\r\n"},
		{"ascii", "caf\xe9", "caf\ufffd", "Ångström ½ │a│ ┌─┐ ﬁ 漢 e\u0301", "Angstrom 1/2 |a| +-+ fi ? e\r\n"},
		{"cp437", "x", "x", "│é│ ─ ☃", "\xb3\x82\xb3 \xc4 ?\r\n"},
		{"latin-1", "\xff\xff", "ÿ", "ÿ", "\xff\xff\r\n"},
	} {
		t.Run(c.charset+" "+c.line, func(t *testing.T) {
			if got := decode([]byte(strings.ReplaceAll(c.typed, "\xff\xff", "\xff")), c.charset); got != c.line {
				t.Errorf("understood %q", got)
			}
			p := newPortal()
			p.onLine = func(s *fakeSession, _ string) {
				s.SetFlags(wire.Flags{"ENCODING": c.charset})
				s.client.Send([]wire.Part{{Kind: wire.Text, Text: c.text}})
			}
			_, conn := playWith(t, testOptions(t), p, []byte("x\r\n"))
			if !strings.HasSuffix(string(conn.sent()), c.sent) {
				t.Errorf("sent %q, want %q", conn.sent(), c.sent)
			}
		})
	}
}
