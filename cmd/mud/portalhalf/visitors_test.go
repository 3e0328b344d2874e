package portalhalf

import (
	"net"
	"testing"
)

// TestVisitorsOfASmallGame: a game for one still lets a browser open all the
// connections that it fetches a page by, and those of others too.
func TestVisitorsOfASmallGame(t *testing.T) {
	v := newVisitors(1, 1, trusted{}, nil)
	for _, address := range []string{"192.0.2.1", "192.0.2.2", "192.0.2.3"} {
		for n := range perBrowser {
			c, _ := net.Pipe()
			if v.take(address, c) != nil {
				t.Errorf("connection %d of %s has no place", n+1, address)
			}
		}
		c, _ := net.Pipe()
		if v.take(address, c) != c {
			t.Errorf("%s has more than %d connections", address, perBrowser)
		}
	}
}
