package main

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"mud/cmd/mud/scene"
)

// secondPortal runs another Portal, with a number of its own, for the Server of
// a folder.
func secondPortal(t *testing.T, dir string) (telnet string, end func()) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "mud.toml"))
	must(t, err)
	admin := adminLine.FindStringSubmatch(string(text))[1]
	second := strings.Replace(string(text), admin, fmt.Sprintf("127.0.0.1:%d", freePort(t)), 1)
	second = strings.Replace(second, "[portal]", "[portal]\nnumber = 2", 1)
	must(t, os.WriteFile(filepath.Join(dir, "second.toml"), []byte(second), 0o600))
	log, end := background(t, dir, "--config", "second.toml", "portal")
	logged(t, log, "Stop the server")
	m := telnetLine.FindStringSubmatch(log.String())
	return net.JoinHostPort(m[1], m[2]), end
}

// heard waits until a player has been sent all texts, in any order.
func heard(t *testing.T, player *scene.Player, log *lockedBuffer, texts ...string) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(2 * time.Millisecond) {
		seen := player.Unread()
		missing := slices.DeleteFunc(slices.Clone(texts), func(text string) bool { return strings.Contains(seen, text) })
		if len(missing) == 0 {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%q never came; what came: %q; the log:\n%s", missing, seen, log)
		}
	}
}

// TestTwoPortals holds that a second Portal with a number of its own serves the
// same world: the players of both hear each other, also what is said at once
// when a Server is back, after it left and after it was killed. Those of a
// Portal that was killed have left when it is there again; sessids are not used
// twice (row 1 of the users' pains).
func TestTwoPortals(t *testing.T) {
	t.Parallel()
	dir := folder(t, "")
	p := start(t, dir)
	defer p.kill(t)
	telnet, end := secondPortal(t, dir)
	ann, bob := enter(t, p.telnet, "Ann", true), enter(t, telnet, "Bob", true)
	must(t, ann.See("Bob has entered the game."))
	talk := func(when string) {
		t.Helper()
		must(t, ann.Type("say ann "+when), bob.Type("say bob "+when))
		for _, player := range []*scene.Player{ann, bob} {
			heard(t, player, p.log, "ann "+when, "bob "+when)
		}
	}
	talk("at first")
	pid := p.server(t, 0)
	p.restart(t)
	pid = p.server(t, pid)
	talk("after a restart")
	sigkill(t, pid)
	talk("after a kill")
	pid = p.server(t, pid)
	must(t, bob.Type("sessions"), bob.See("1000000000001*"))
	end()
	must(t, bob.End())
	telnet, _ = secondPortal(t, dir)
	must(t, ann.See("Bob has left the game."))
	bob = enter(t, telnet, "Bob", false)
	must(t, ann.See("Bob has entered the game."), bob.Type("sessions"), bob.See("1000000001001*"))
	talk("after the second portal's end")
	if again := p.server(t, 0); again != pid {
		t.Errorf("the server %d has become %d", pid, again)
	}
}
