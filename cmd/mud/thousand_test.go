package main

import (
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// many is how many sessions a Portal comes back with.
const many = 1000

// cuttable is a way to the link of a Server that can be cut.
type cuttable struct {
	mu    sync.Mutex
	conns []net.Conn
}

// between opens a socket from which all goes on to another one.
func between(t *testing.T, from, to string) *cuttable {
	t.Helper()
	ln, err := net.Listen("unix", from)
	must(t, err)
	t.Cleanup(func() { _ = ln.Close() })
	c := &cuttable{}
	go func() {
		for {
			near, err := ln.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("unix", to)
			if err != nil {
				_ = near.Close() // the Portal comes again
				continue
			}
			c.mu.Lock()
			c.conns = append(c.conns, near, far)
			c.mu.Unlock()
			for a, b := range map[net.Conn]net.Conn{near: far, far: near} {
				go func() {
					_, _ = io.Copy(a, b) // until it is cut
					_, _ = a.Close(), b.Close()
				}()
			}
		}
	}()
	return c
}

// cut cuts what goes over it now.
func (c *cuttable) cut() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, conn := range c.conns {
		_ = conn.Close()
	}
	c.conns = nil
}

// TestThousandSessions lets a thousand connections come at once, cuts the link
// under them, and kills the Server: each time the Portal comes back with all of
// them, nobody is dropped, and what was typed meanwhile is done once.
func TestThousandSessions(t *testing.T) {
	dir := arena(t, "")
	settings := filepath.Join(dir, "mud.toml")
	replace(t, settings, "connection_rate = 1000.0", "connection_rate = 10000.0\nmax_sessions_per_ip = 2000")
	text, err := os.ReadFile(settings)
	must(t, err)
	write(t, filepath.Join(dir, "portal.toml"), string(text)+"[server]\nlink = \"unix:cut.sock\"\n")
	program := built(t, versionOne)
	run := func(args ...string) *lockedBuffer {
		log, _ := inBackground(t, command(t, program, dir, args...))
		return log
	}
	server, end := inBackground(t, command(t, program, dir, "server"))
	logged(t, server, "server ready")
	link := between(t, filepath.Join(dir, "cut.sock"), filepath.Join(dir, "data", "link.sock"))
	front := run("--config", "portal.toml", "portal")
	logged(t, front, "Stop the server")
	logged(t, server, "portal linked")
	m := telnetLine.FindStringSubmatch(front.String())
	p := &process{telnet: net.JoinHostPort(m[1], m[2]), log: server}

	begun := time.Now()
	players := crowd(t, p, many)
	t.Logf("%d came in and see the world after %s", many, time.Since(begun).Round(time.Millisecond))
	number := 0
	counted := func(what string) {
		t.Helper()
		number++
		begun := time.Now()
		for _, player := range players {
			must(t, player.Type(fmt.Sprintf("@count %d", number)))
		}
		for i, player := range players {
			before, err := player.Until(fmt.Sprintf("counted %d.", number))
			if err != nil {
				t.Fatalf("%s: player %d: %v\nserver: %s\nportal: %s", what, i, err, server, front)
			}
			if strings.Contains(before, "create <name>") {
				t.Errorf("%s: player %d saw the first screen again: %q", what, i, before)
			}
		}
		t.Logf("%s: all were answered after %s", what, time.Since(begun).Round(time.Millisecond))
	}
	counted("at first")
	link.cut()
	counted("the link is cut")
	end()
	link.cut()
	server, _ = inBackground(t, command(t, program, dir, "server"))
	counted("the server was killed")
	must(t, players[0].Type("@counted"), players[0].See(fmt.Sprintf("account %d, character %d, turnstile %d, wrong none, tally %d.", number, number, number, number*many)))
}
