package scene_test

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"mud/cmd/mud/scene"
	"mud/sessions/portal"
)

// oobClient is a client of one kind: how it says and hears data and lines.
type oobClient interface {
	says(t *testing.T, name, data string)
	hears(t *testing.T, name, data string) // waits for it, and fails on other data of that name
	types(t *testing.T, line string)
	ends(t *testing.T, reason string) // waits for the goodbye
}

// overTelnet speaks GMCP in telnet.
type overTelnet struct {
	to     io.Writer
	screen *output
}

func (c overTelnet) says(_ *testing.T, name, data string) {
	fmt.Fprintf(c.to, "\xff\xfa\xc9%s %s\xff\xf0", name, data)
}

func (c overTelnet) hears(t *testing.T, name, data string) {
	t.Helper()
	c.screen.sees(t, "telnet", "\xff\xfa\xc9"+portal.GMCPName(name)+" "+data+"\xff\xf0")
	c.screen.forget()
}

func (c overTelnet) types(_ *testing.T, line string) { fmt.Fprint(c.to, line+"\r\n") }

func (c overTelnet) ends(t *testing.T, reason string) {
	t.Helper()
	c.screen.sees(t, "telnet", fmt.Sprintf("\xff\xfa\xc9Core.Goodbye %q\xff\xf0%s\r\n", reason, reason))
}

// onThePage speaks as the web page does.
type onThePage struct{ *bareWeb }

func (c onThePage) says(t *testing.T, name, data string) {
	c.typed++
	must(t, c.ws.WriteJSON(map[string]any{"t": "oob", "n": c.typed, "name": name, "data": json.RawMessage(data)}))
}

func (c onThePage) hears(t *testing.T, name, data string) {
	t.Helper()
	for {
		for _, p := range c.next(t).Parts {
			if p.Name == name && string(p.Data) == data {
				return
			}
		}
	}
}

func (c onThePage) ends(t *testing.T, reason string) {
	t.Helper()
	for m := c.next(t); ; m = c.next(t) {
		if m.Close != nil {
			if *m.Close != reason {
				t.Errorf("the page is closed with %q", *m.Close)
			}
			return
		}
	}
}

// inFrames speaks GMCP in the frames of mudstandards.org.
type inFrames struct{ ws *websocket.Conn }

func (c inFrames) says(t *testing.T, name, data string) {
	must(t, c.ws.WriteMessage(websocket.TextMessage, []byte(name+" "+data)))
}

func (c inFrames) hears(t *testing.T, name, data string) {
	t.Helper()
	for want := portal.GMCPName(name) + " " + data; ; {
		_, frame, err := c.ws.ReadMessage()
		if err != nil {
			t.Fatalf("%s did not come: %v", want, err)
		}
		if string(frame) == want {
			return
		}
	}
}

func (c inFrames) types(t *testing.T, line string) {
	must(t, c.ws.WriteMessage(websocket.BinaryMessage, []byte(line)))
}

func (c inFrames) ends(t *testing.T, reason string) {
	t.Helper()
	c.hears(t, "Core.Goodbye", fmt.Sprintf("%q", reason))
}

// jukebox is an input function as a builder writes it, that plays sounds.
const jukebox = `local mud = require("mud")
return mud.inputfunc {
  run = function(session, data)
    session:msg { oob = { ["Client.Media.Load"] = { name = data.name } } }
    session:msg { oob = { ["Client.Media.Play"] = { name = data.name, type = "music", loops = -1, volume = 40 } } }
    session:msg { oob = { ["Client.Media.Stop"] = { type = "music" }, my_jukebox = "done" } }
  end,
}
`

// TestOOBEverywhere: out-of-band data is the same over the bytes of telnet, on
// the page and in the frames of other clients.
func TestOOBEverywhere(t *testing.T) {
	w := start(t, `plugin.core.gui_url = "https://game.example.org/gui.mpackage"`, `plugin.core.gui_version = "7"`, `plugin.core.media_url = "https://game.example.org/media/"`)
	must(t, os.WriteFile(filepath.Join(w.Scripts(), "core/inputfuncs/my_jukebox.lua"), []byte(jukebox), 0o600))
	if report, err := w.Engine().Reload(t.Context(), "a test"); err != nil {
		t.Fatalf("%s: %v", report, err)
	}
	account(t, w, "Ann")
	for name, connect := range map[string]func(t *testing.T, w *scene.World) oobClient{
		"telnet": func(t *testing.T, w *scene.World) oobClient {
			c := overTelnet{dial(t, w.Telnet()), newOutput()}
			go func() { _, _ = io.Copy(c.screen, c.to.(io.Reader)) }()
			fmt.Fprint(c.to, "\xff\xfd\xc9")
			return c
		},
		"the page": func(t *testing.T, w *scene.World) oobClient {
			b := &bareWeb{world: w}
			b.load(t)
			return onThePage{b}
		},
		"gmcp.mudstandards.org": func(t *testing.T, w *scene.World) oobClient {
			d := websocket.Dialer{Subprotocols: []string{"gmcp.mudstandards.org"}}
			ws, _, err := d.Dial("ws://"+w.Web()+"/ws", nil)
			must(t, err)
			t.Cleanup(func() { _ = ws.Close() })
			_ = ws.SetReadDeadline(time.Now().Add(30 * time.Second)) // not to hang when the test fails
			return inFrames{ws}
		},
	} {
		t.Run(name, func(t *testing.T) { sameData(t, connect(t, w)) })
	}
}

func sameData(t *testing.T, c oobClient) {
	c.says(t, "Core.Hello", `{"client":"a test","version":"1"}`)
	c.says(t, "Core.Supports.Set", `["Client.Media 1","Char.Login 1"]`)
	c.hears(t, "Client.GUI", `{"url":"https://game.example.org/gui.mpackage","version":"7"}`)
	c.says(t, "Core.Supports.Add", `["Char 1"]`)
	c.hears(t, "Client.Media.Default", `{"url":"https://game.example.org/media/"}`)
	c.says(t, "login", `{"name":"Ann","password":"wrong-horse-9"}`)
	c.hears(t, "login", `{"message":"There is no account with that name and password.","success":false}`)
	c.says(t, "login", `{"name":"Ann","password":"correct-horse-9"}`)
	c.hears(t, "login", `{"success":true}`)
	c.says(t, "get_value", `"account"`)
	c.hears(t, "get_value", `{"name":"account","value":"Ann"}`)
	for _, message := range [][2]string{
		{"Client.Media.Load", `{"name":"rain.mp3"}`}, {"Client.Media.Play", `{"loops":-1,"name":"rain.mp3","type":"music","volume":40}`},
		{"Client.Media.Stop", `{"type":"music"}`}, {"my_jukebox", `"done"`},
	} {
		c.says(t, "My.Jukebox", `{"name":"rain.mp3"}`)
		c.hears(t, message[0], message[1])
	}
	c.says(t, "echo", `{"a":[1,true,"|r{who}"]}`)
	c.hears(t, "echo", `{"a":[1,true,"|r{who}"]}`)
	c.types(t, "quit")
	c.ends(t, "Goodbye. Hope to see you again, soon.")
}
