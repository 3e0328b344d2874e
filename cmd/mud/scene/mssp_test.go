package scene_test

import (
	"bytes"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"mud/cmd/mud/scene"
)

// option plays a client that only negotiates: what it is sent in the
// subnegotiations of an option is kept.
type option struct {
	code byte
	to   io.Writer
	got  *output
}

func speaks(t *testing.T, w *scene.World, code byte, sends string) *option {
	t.Helper()
	c := dial(t, w.Telnet())
	o := &option{code, c, newOutput()}
	go func() { _, _ = io.Copy(o.got, c) }()
	_, err := io.WriteString(c, "\xff\xfd"+string([]byte{code})+sends)
	must(t, err)
	return o
}

// asks sends a subnegotiation.
func (o *option) asks(t *testing.T, payload string) {
	t.Helper()
	_, err := o.to.Write(slices.Concat([]byte{255, 250, o.code}, []byte(payload), []byte{255, 240}))
	must(t, err)
}

// told waits for a subnegotiation that begins so, and returns all of it.
func (o *option) told(t *testing.T, begins string) string {
	t.Helper()
	start := string([]byte{255, 250, o.code}) + begins
	o.got.sees(t, "the client", start)
	for deadline := time.Now().Add(20 * time.Second); ; {
		_, rest, _ := strings.Cut(o.got.text(), start)
		if text, _, whole := strings.Cut(rest, "\xff\xf0"); whole {
			return begins + text
		}
		if time.Now().After(deadline) {
			t.Fatalf("no end comes behind %q", rest)
		}
	}
}

// variables of MSSP, each with its last value.
func variables(text string) map[string]string {
	out := map[string]string{}
	for _, pair := range strings.Split(text, "\x01")[1:] {
		values := strings.Split(pair, "\x02")
		out[values[0]] = values[len(values)-1]
	}
	return out
}

// TestCrawler: who lists games is told the true figures, once, and is no player
// itself; the time of the start stays the same over a reload and a new Server.
func TestCrawler(t *testing.T) {
	const mssp = 70
	w := open(t, `game.name = "The Tower"`, `mssp.hostname = "game.example.org"`)
	ask := func() map[string]string {
		t.Helper()
		o := speaks(t, w, mssp, "")
		return variables(o.told(t, "\x01NAME"))
	}
	ann := enter(t, w, "Ann")
	first := ask()
	_, telnet := split(t, w.Telnet())
	_, secure := split(t, w.TLS())
	for name, want := range map[string]string{
		"NAME": "The Tower", "PLAYERS": "1", "PORT": telnet, "SSL": secure, "HOSTNAME": "game.example.org", "CRAWL DELAY": "-1", "GMCP": "1", "MSDP": "1", "MCCP": "1",
	} {
		if first[name] != want {
			t.Errorf("%s is %q, want %q", name, first[name], want)
		}
	}
	up, err := strconv.ParseInt(first["UPTIME"], 10, 64)
	if since := time.Since(time.Unix(up, 0)); err != nil || since < 0 || since > 5*time.Minute {
		t.Errorf("UPTIME is %q: %v", first["UPTIME"], err)
	}
	must(t, ann.Type("who"), ann.See("1 account logged in."))
	if report, err := w.Engine().Reload(t.Context(), "a test"); err != nil {
		t.Fatalf("%s: %v", report, err)
	}
	restart(t, w)
	must(t, ann.See("Server restarted."))
	if again := ask(); again["UPTIME"] != first["UPTIME"] || again["PLAYERS"] != "1" {
		t.Errorf("after a reload and a restart it says UPTIME %s, PLAYERS %s", again["UPTIME"], again["PLAYERS"])
	}
	twice := speaks(t, w, mssp, "\xff\xfe\x46\xff\xfd\x46\r\nquit\r\n")
	twice.got.sees(t, "a crawler that asks twice", "Goodbye.")
	if n := bytes.Count(twice.got.since(), []byte{255, 250, mssp}); n != 1 {
		t.Errorf("it is answered %d times", n)
	}
}

// TestMSDPClient plays with a client that has MSDP and no GMCP: the room and the
// vitals reach it as variables.
func TestMSDPClient(t *testing.T) {
	w := start(t)
	o := speaks(t, w, 69, "")
	o.asks(t, "\x01LIST\x02COMMANDS")
	o.told(t, "\x01COMMANDS\x02\x05\x02LIST")
	o.asks(t, "\x01CLIENT\x02Mudlet\x01VERSION\x024.20.0") // what Mudlet sends at once
	o.asks(t, "\x01REPORT\x02\x05\x02ROOM\x02HP\x02CHARACTER_NAME\x06")
	_, err := io.WriteString(o.to, "create Ann correct-horse-9\r\n")
	must(t, err)
	if name := o.told(t, "\x01CHARACTER_NAME"); name != "\x01CHARACTER_NAME\x02Ann" {
		t.Errorf("the character is %q", name)
	}
	if room := o.told(t, "\x01ROOM"); !strings.Contains(room, "\x01NAME\x02The Square") || !strings.Contains(room, "\x01EXITS\x02\x03") {
		t.Errorf("the room is %q", room)
	}
	o.got.forget()
	_, err = io.WriteString(o.to, "north\r\n")
	must(t, err)
	if room := o.told(t, "\x01ROOM"); !strings.Contains(room, "\x01NAME\x02The Foot of the Tower") {
		t.Errorf("the next room is %q", room)
	}
	code, err := w.ClaimCode(t.Context())
	must(t, err)
	_, err = io.WriteString(o.to, "@claim "+code+"\r\n@set me/hp = 7\r\n")
	must(t, err)
	if hp := o.told(t, "\x01HP"); hp != "\x01HP\x027" {
		t.Errorf("the vitals are %q", hp)
	}
}
