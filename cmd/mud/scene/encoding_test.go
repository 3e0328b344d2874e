package scene_test

import (
	"io"
	"net"
	"testing"

	"mud/cmd/mud/scene"
)

// old is a player whose client knows nothing but Latin-1, and says so when it
// is asked for a charset.
type old struct {
	conn   net.Conn
	screen *output
}

func connectOld(t *testing.T, w *scene.World) *old {
	t.Helper()
	o := &old{dial(t, w.Telnet()), newOutput()}
	go func() { _, _ = io.Copy(o.screen, o.conn) }()
	send(o.conn, []byte("\xff\xfd\x2a\xff\xfa\x2a\x03\xff\xf0"))
	o.sees(t, "tells more")
	return o
}

func (o *old) types(line string) { send(o.conn, []byte(line+"\r\n")) }

// sees waits for bytes that came after the last that it waited for.
func (o *old) sees(t *testing.T, bytes string) {
	t.Helper()
	o.screen.sees(t, "the old client", bytes)
	o.screen.forget()
}

// TestRow43 plays with a client that has Latin-1 only (row 43 of the users'
// pains): all that others say reaches it in its own bytes or in plain words, and
// what it types reaches them; so it stays over a reload, a new Server and a new
// login.
func TestRow43(t *testing.T) {
	w := start(t)
	bob := enter(t, w, "Bob")
	talk := func(o *old, when string) {
		t.Helper()
		must(t, bob.Type("say “Grüße” — “¡ÿ½” … 漢 😀 ŁÓDŹ │ ﬁn 3€"))
		o.sees(t, "Bob says, \"\"Gr\xfc\xdfe\" -- \"\xa1\xff\xff\xbd\" ... ? ? L\xd3DZ | fin 3EUR\"\r\n")
		o.types("say caf\xe9 " + when)
		must(t, bob.See("Ann says, \"café "+when+"\""))
	}
	first := connectOld(t, w)
	first.types("encoding latin-1")
	first.sees(t, "Your encoding is now latin-1.")
	first.types("create Ann correct-horse-9")
	first.sees(t, "You become")
	talk(first, "at first")
	if _, err := w.Engine().Reload(t.Context(), "a test"); err != nil {
		t.Fatal(err)
	}
	talk(first, "after a reload")
	first.types("option/save")
	first.sees(t, "kept for later logins")
	restart(t, w)
	first.sees(t, "Server restarted.")
	talk(first, "in a new Server")
	first.types("quit")
	first.sees(t, "Goodbye.")

	second := connectOld(t, w)
	second.types("connect Ann correct-horse-9")
	second.sees(t, "You become")
	talk(second, "when it is back")
	for _, line := range []string{"look", "help", "help say", "who", "option", "inventory", "say done"} {
		second.types(line)
	}
	second.sees(t, `You say, "done"`)
}

// TestRow42 types every byte before and after login, in each encoding: the
// session stays usable (row 42 of the users' pains).
func TestRow42(t *testing.T) {
	w := start(t)
	for name, encoding := range map[string]string{"Ann": "utf-8", "Bob": "latin-1", "Cid": "cp437", "Dee": "ascii"} {
		t.Run(encoding, func(t *testing.T) {
			o := connectOld(t, w)
			types := func(before string) {
				for b := range 256 {
					line := []byte(before + "a" + string([]byte{byte(b)}) + "b\r\n")
					if b == 255 {
						line = []byte(before + "a\xff\xffb\r\n") // as telnet has it
					}
					send(o.conn, line)
				}
			}
			o.types("encoding " + encoding)
			o.sees(t, "Your encoding is now "+encoding)
			types("")
			types("help ")
			o.types("create " + name + " correct-horse-9")
			o.sees(t, "You become")
			types("")
			types("say ")
			o.types("say done")
			o.sees(t, `You say, "done"`)
		})
	}
}
