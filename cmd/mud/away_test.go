package main

import (
	"fmt"
	"net"
	"strings"
	"syscall"
	"testing"
	"time"

	"mud/cmd/mud/scene"
)

// protocolTime is how long a client may wait for what the Portal answers by
// itself; on a busy machine it is what the machine takes.
const protocolTime = 5 * time.Second

// answersAlone holds that the Portal answers a client's telnet and GMCP, and
// takes a new one in.
func answersAlone(t *testing.T, telnet string) {
	t.Helper()
	begun := time.Now()
	c, err := net.Dial("tcp", telnet)
	must(t, err)
	defer c.Close()
	readUntil(t, c, "\xff\xfd\x1f") // it is asked for its size
	for _, turn := range []struct{ said, answer string }{
		{"\xff\xfd\xc7", "\xff\xfc\xc7"}, // an option that there is not
		{"\xff\xfd\xc9\xff\xfa\xc9Core.Ping\xff\xf0", "\xff\xfa\xc9Core.Ping"},
		{"\xff\xfd\x06", "\xff\xfc\x06"}, // are you there
	} {
		_, err := c.Write([]byte(turn.said))
		must(t, err)
		readUntil(t, c, turn.answer)
	}
	if took := time.Since(begun); took > protocolTime {
		t.Errorf("the Portal answered after %s", took)
	}
}

// sized is a player's telnet client whose window is so many columns wide.
func sized(t *testing.T, telnet string, columns byte) (*scene.Player, net.Conn) {
	t.Helper()
	conn, err := net.Dial("tcp", telnet)
	must(t, err)
	t.Cleanup(func() { _ = conn.Close() })
	resize(t, conn, columns)
	return scene.Over(conn), conn
}

func resize(t *testing.T, conn net.Conn, columns byte) {
	t.Helper()
	_, err := conn.Write([]byte{255, 251, 31, 255, 250, 31, 0, columns, 0, 40, 255, 240})
	must(t, err)
}

// TestSlowServer: while the Server does nothing at all, as one that computes
// for long, the Portal answers its clients and takes new ones, and notes what
// they say of themselves; an admin is told so. What is typed is done when the
// Server goes on.
func TestSlowServer(t *testing.T) {
	t.Parallel()
	p := start(t, folder(t, ""))
	ann, conn := sized(t, p.telnet, 90)
	must(t, ann.See("leaves."), ann.Type("create Ann correct-horse-9"), ann.See("Exits:"))
	server := p.server(t, 0)
	must(t, syscall.Kill(server, syscall.SIGSTOP))
	defer p.kill(t)
	defer func() { _ = syscall.Kill(server, syscall.SIGCONT) }() // it may go on already
	for n := range 100 {
		must(t, ann.Type(fmt.Sprintf("say %d", n)))
	}
	answersAlone(t, p.telnet)
	resize(t, conn, 111)
	holds(t, ends(t, p.cmd.Dir, exitFailed, "status"), "the server has not answered for 5s")
	must(t, syscall.Kill(server, syscall.SIGCONT))
	for n := range 100 {
		must(t, ann.See(fmt.Sprintf(`You say, "%d"`, n)))
	}
	must(t, ann.Type("option"), ann.See("111"))
	if again := p.server(t, 0); again != server {
		t.Errorf("the server %d has become %d:\n%s", server, again, p.log)
	}
}

// TestFullQueue: while there is no Server the Portal answers its clients, and
// keeps 256 lines of each; those beyond are refused with a word, and none of
// the others is lost.
func TestFullQueue(t *testing.T) {
	t.Parallel()
	dir := folder(t, "")
	front, _ := background(t, dir, "portal")
	logged(t, front, "Stop the server")
	m := telnetLine.FindStringSubmatch(front.String())
	telnet := net.JoinHostPort(m[1], m[2])
	ann, conn := sized(t, telnet, 90)
	must(t, ann.See("The game is away for a moment."), ann.Type("create Ann correct-horse-9"))
	for n := 2; n <= 300; n++ { // the numbers of the lines
		must(t, ann.Type(fmt.Sprintf("say %d", n)))
	}
	for range 300 - 256 {
		must(t, ann.See("and 256 lines of yours wait for it already: this one was not taken."))
	}
	answersAlone(t, telnet)
	resize(t, conn, 111)
	log, _ := background(t, dir, "server")
	must(t, ann.See("The game is back."))
	for n := 2; n <= 256; n++ {
		if err := ann.See(fmt.Sprintf(`You say, "%d"`, n)); err != nil {
			t.Fatalf("%v\n%s", err, log)
		}
	}
	must(t, ann.Type("option"))
	between, err := ann.Until("111")
	must(t, err)
	if strings.Contains(between, "You say") {
		t.Errorf("a line that was refused was run: %q", between)
	}
}
