package main

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"mud/cmd/mud/scene"
)

// How many come and go at once, and how often each.
const (
	comers = 40
	visits = 40
)

// own matches what only one connection may be told: who it plays, and answers to
// lines of its own.
var own = regexp.MustCompile(`(?:You become \S*Visitor|'nosuch)(\d+)\b`)

// visit comes in under a number, types lines that only it can have typed, and
// leaves at some moment. What is told to it must be its own.
func visit(telnet string, number int, r *rand.Rand) error {
	c, err := net.Dial("tcp", telnet)
	if err != nil {
		return err
	}
	defer c.Close()
	if err := c.SetDeadline(time.Now().Add(30 * time.Second)); err != nil {
		return err
	}
	lines := 1 + r.IntN(4)
	text := fmt.Sprintf("enter Visitor%d\r\n", number)
	for range lines {
		text += fmt.Sprintf("nosuch%d\r\n", number)
	}
	quits := r.IntN(4) == 0
	if quits {
		text += "quit\r\n"
	}
	if _, err := io.WriteString(c, text); err != nil {
		return err
	}
	told := bufio.NewReader(c)
	for answered, enough := 0, r.IntN(lines+1); answered < enough; {
		line, err := told.ReadString('\n')
		if quits && err == io.EOF {
			return nil // the answers were lost with the Server
		}
		if err != nil {
			return fmt.Errorf("%d was answered %d times of %d: %w", number, answered, lines, err)
		}
		for _, m := range own.FindAllStringSubmatch(line, -1) {
			if m[1] != strconv.Itoa(number) {
				return fmt.Errorf("%d was told %q", number, line)
			}
			if strings.HasPrefix(m[0], "'") {
				answered++
			}
		}
	}
	if r.IntN(2) == 0 {
		_ = c.(*net.TCPConn).SetLinger(0) // without a word
	}
	return nil
}

// TestNobodyIsToldWhatIsAnothers has many connections come and go, each at a
// moment of its own, while a new Server takes over twice: none is told what is
// meant for another one (row 2 of the users' pains).
func TestNobodyIsToldWhatIsAnothers(t *testing.T) {
	dir := arena(t, "")
	replace(t, filepath.Join(dir, "mud.toml"), "connection_rate = 1000.0", "connection_rate = 10000.0\nmax_sessions_per_ip = 1000")
	p := startProgram(t, built(t, versionOne), dir)
	defer p.kill(t)
	var number, done atomic.Int64
	var group sync.WaitGroup
	for comer := range comers {
		group.Go(func() {
			r := rand.New(rand.NewPCG(uint64(comer), 2))
			for range visits {
				if err := visit(p.telnet, int(number.Add(1)), r); err != nil {
					t.Error(err)
					return
				}
				done.Add(1)
			}
		})
	}
	pid := p.server(t, 0)
	for part := range int64(2) {
		for done.Load() < (part+1)*comers*visits/3 && !t.Failed() {
			time.Sleep(time.Millisecond)
		}
		if part == 0 {
			p.restart(t)
		} else {
			sigkill(t, pid)
		}
		pid = p.server(t, pid)
	}
	group.Wait()
}

// TestNumbersOverPortals starts the Portal anew three times while people are
// there: no session number comes back, and who was there has left (row 1 of the
// users' pains).
func TestNumbersOverPortals(t *testing.T) {
	t.Parallel()
	dir := arena(t, "")
	server, _ := background(t, dir, "server")
	logged(t, server, "server ready")
	seen := map[string]bool{}
	var last []string
	for life := range 4 {
		front, end := background(t, dir, "portal")
		logged(t, front, "Stop the server")
		m := telnetLine.FindStringSubmatch(front.String())
		p := &process{telnet: net.JoinHostPort(m[1], m[2])}
		var now []string
		for n := range 3 {
			name := fmt.Sprintf("Caller%dx%d", life, n)
			player, err := scene.Dial(p.telnet)
			must(t, err)
			t.Cleanup(player.Close)
			must(t, player.Type("enter "+name), player.See("You become "+name), player.Type("sessions"), player.See("Place"))
			row, err := player.Until("*")
			must(t, err)
			id := regexp.MustCompile(`\d+$`).FindString(row)
			if id == "" || seen[id] {
				t.Errorf("%s has the session number %q; there were %v", name, id, seen)
			}
			seen[id], now = true, append(now, name)
			if n == 0 {
				must(t, player.Type("who"), player.See(name), player.Type("nosuch"))
				who, err := player.Until("'nosuch'")
				must(t, err)
				for _, gone := range last {
					holdsNot(t, who, gone)
				}
			}
		}
		last = now
		end()
	}
}

func holdsNot(t *testing.T, text, not string) {
	t.Helper()
	if regexp.MustCompile(regexp.QuoteMeta(not)).MatchString(text) {
		t.Errorf("%q is in:\n%s", not, text)
	}
}
