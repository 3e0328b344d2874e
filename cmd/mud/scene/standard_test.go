package scene_test

import (
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// TestClientsOfOthers plays over a WebSocket with each subprotocol of
// mudstandards.org: text is in binary frames, data in text frames where the
// subprotocol has any, and in the telnet stream where it is GMCP.
func TestClientsOfOthers(t *testing.T) {
	w := start(t)
	for sub, c := range map[string]struct {
		name, hello, data string
		kind              int // of the frames with data
	}{
		"terminal.mudstandards.org": {"Ann", "", "", 0},
		"gmcp.mudstandards.org":     {"Bob", `Core.Supports.Set ["Room 1"]`, "Room.Info {", websocket.TextMessage},
		"json.mudstandards.org":     {"Cid", `{"proto":"gmcp","id":"Core.Supports.Set","data":"[\"Room 1\"]"}`, `"id":"Room.Info"`, websocket.TextMessage},
		"telnet.mudstandards.org":   {"Dee", "\xff\xfd\xc9\xff\xfa\xc9Core.Supports.Set [\"Room 1\"]\xff\xf0", "\xff\xfa\xc9Room.Info {", websocket.BinaryMessage},
	} {
		t.Run(sub, func(t *testing.T) {
			d := websocket.Dialer{Subprotocols: []string{sub}}
			ws, _, err := d.Dial("ws://"+w.Web()+"/ws", nil)
			must(t, err)
			defer ws.Close()
			_ = ws.SetReadDeadline(time.Now().Add(30 * time.Second)) // not to hang when the test fails
			seen := map[int]string{}                                 // by kind of frame
			sees := func(kind int, text string) {
				t.Helper()
				for !strings.Contains(seen[kind], text) {
					k, data, err := ws.ReadMessage()
					if err != nil {
						t.Fatalf("%q does not come (%v); what came: %v", text, err, seen)
					}
					seen[k] += string(data)
				}
			}
			types := func(line string) { must(t, ws.WriteMessage(websocket.BinaryMessage, []byte(line+"\r\n"))) }
			if c.hello != "" {
				must(t, ws.WriteMessage(c.kind, []byte(c.hello)))
			}
			sees(websocket.BinaryMessage, "tells more")
			types("create " + c.name + " correct-horse-9")
			sees(websocket.BinaryMessage, "You become")
			if c.data != "" {
				sees(c.kind, c.data)
			}
			types("say Grüße")
			sees(websocket.BinaryMessage, `You say, "Grüße"`)
			types("quit")
			sees(websocket.BinaryMessage, "Goodbye.")
			if sub == "telnet.mudstandards.org" && !strings.Contains(seen[websocket.BinaryMessage], "\xff\xfd\x18") {
				t.Error("nothing is offered")
			}
			if sub == "terminal.mudstandards.org" && seen[websocket.TextMessage] != "" {
				t.Errorf("it is sent data: %q", seen[websocket.TextMessage])
			}
		})
	}
}
