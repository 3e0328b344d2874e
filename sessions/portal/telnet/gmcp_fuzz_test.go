package telnet

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"regexp"
	"testing"

	"mud/sessions/portal"
	"mud/sessions/wire"
)

// serverLink stands for the link to a Server: it greets, and notes what the
// Portal tells it.
type serverLink struct {
	greeting chan wire.Message
	told     chan wire.Message
}

func (l *serverLink) Send(m wire.Message) error {
	l.told <- m
	return nil
}

func (l *serverLink) Recv(ctx context.Context) (wire.Message, error) {
	select {
	case m := <-l.greeting:
		return m, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// whole opens a Portal without limits on what comes.
func whole(tb testing.TB) (*portal.Portal, *serverLink) {
	tb.Helper()
	p, err := portal.New(portal.Options{CommandRate: 1e9, ConnectionRate: 1e9, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		tb.Fatal(err)
	}
	l := &serverLink{greeting: make(chan wire.Message, 1), told: make(chan wire.Message, 1000)}
	l.greeting <- wire.Hello{Version: wire.Version}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- p.Run(ctx, l) }()
	<-l.told // its greeting
	tb.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			tb.Errorf("the Portal ended with %v", err)
		}
	})
	return p, l
}

// decoded has a client send one GMCP message and a line behind it, however
// they are cut, and returns what the Server is told.
func decoded(t *testing.T, p *portal.Portal, l *serverLink, payload []byte, size int) (oob []wire.OOBInput, lines []string) {
	t.Helper()
	sent := append([]byte{iac, cmdDO, optGMCP, iac, cmdSB, optGMCP}, bytes.ReplaceAll(payload, []byte{iac}, []byte{iac, iac})...)
	c := newConn(pieces(append(sent, "\xff\xf0look\r\n"...), size)...)
	accept(c, p, testOptions(t))
	for m := range l.told {
		switch m := m.(type) {
		case wire.OOBInput:
			oob = append(oob, m)
		case wire.Input:
			lines = append(lines, m.Text)
		case wire.SetFlags:
			for name, v := range m.Flags {
				if text, ok := v.(string); ok && len(text) > 64*80 {
					t.Errorf("the flag %s has %d bytes", name, len(text))
				}
			}
		case wire.Disconnect:
			return oob, lines
		}
	}
	return oob, lines
}

var oobName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_.]{0,63}$`)

// FuzzGMCP holds of any payload of GMCP that the Server is told a sound name and
// a sound value, or nothing; that it is the same however the network cut it; and
// that the line behind it arrives.
func FuzzGMCP(f *testing.F) {
	for _, seed := range []string{
		`Core.Hello { "client": "Mudlet", "version": "4.20.0" }`, `Core.Supports.Set [ "Char 1", "Char.Skills 1", "Client.Media 1" ]`,
		`Core.Supports.Add ["Room 1"]`, `Core.Supports.Remove ["Room"]`, `Core.Ping 12`, `Core.KeepAlive`, `Char.Login.Credentials {}`,
		`char.login.credentials {"account":"a","password":"b"}`, `External.Discord.Hello`, `x "\ud83d\ude00"`, "x \xf0\x9f\x98\x80", "x \xff", "", " ",
		`x [[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]`, `x {"a":[{"b":"]}"}]}`, `0 1`, `x y`, `hello [1]`, `supports_set {"a":1}`,
	} {
		f.Add([]byte(seed), uint8(3))
	}
	p, l := whole(f)
	f.Fuzz(func(t *testing.T, payload []byte, size uint8) {
		oob, lines := decoded(t, p, l, payload, len(payload)+100)
		if len(lines) != 1 || lines[0] != "look" {
			t.Errorf("behind it comes %q", lines)
		}
		if len(oob) > 1 {
			t.Fatalf("one message became %d", len(oob))
		}
		cut, _ := decoded(t, p, l, payload, int(size)%16+1)
		if len(cut) != len(oob) {
			t.Fatalf("whole %v, in pieces %v", oob, cut)
		}
		for i, m := range oob {
			if !oobName.MatchString(m.Name) || len(m.Data) > strangerSub || len(m.Data) > 0 && !json.Valid(m.Data) {
				t.Errorf("the Server is told %q %q", m.Name, m.Data)
			}
			if n := nested(t, m.Data); n > 16 {
				t.Errorf("it is nested %d deep: %s", n, m.Data)
			}
			if cut[i].Name != m.Name || !bytes.Equal(cut[i].Data, m.Data) {
				t.Errorf("whole %v, in pieces %v", oob, cut)
			}
		}
	})
}

// nested is how deep a JSON value is, as the library reads it.
func nested(t *testing.T, data []byte) (deepest int) {
	level := 0
	for in := json.NewDecoder(bytes.NewReader(data)); in.More(); {
		token, err := in.Token()
		if err != nil {
			t.Fatalf("%q: %v", data, err)
		}
		switch token {
		case json.Delim('['), json.Delim('{'):
			level++
			deepest = max(deepest, level)
		case json.Delim(']'), json.Delim('}'):
			level--
		}
		if level < 0 {
			break
		}
	}
	return deepest
}
