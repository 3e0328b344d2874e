package scene_test

import (
	"net/http"
	"testing"

	"github.com/gorilla/websocket"
)

// TestOrigins: the server's own page and the sites of the settings open the
// WebSocket, with any subprotocol; another site's page does not, so that it
// plays in nobody's name.
func TestOrigins(t *testing.T) {
	w := start(t, `portal.web_origins = ["https://play.example.org"]`)
	for origin, lets := range map[string]bool{
		"http://" + w.Web(): true, "https://play.example.org": true, "https://evil.example.org": false, "null": false,
		"http://" + w.Web() + ".evil.example.org": false, "https://play.example.org.evil.example.org": false,
	} {
		for _, sub := range []string{"", "json.mudstandards.org", "telnet.mudstandards.org"} {
			d := websocket.Dialer{}
			if sub != "" {
				d.Subprotocols = []string{sub}
			}
			ws, answer, err := d.Dial("ws://"+w.Web()+"/ws", http.Header{"Origin": {origin}})
			if err == nil {
				_ = ws.Close()
			}
			if (err == nil) != lets || !lets && answer.StatusCode != http.StatusForbidden {
				t.Errorf("a page of %s with %q: %v", origin, sub, err)
			}
		}
	}
}
