package bench

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"slices"
	"sync"
	"time"
)

// client is one connection that types and waits.
type client struct {
	conn  net.Conn
	buf   []byte
	typed int
}

func dialAll(address string, count int) ([]*client, error) {
	clients := make([]*client, 0, count)
	for range count {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			closeAll(clients)
			return nil, fmt.Errorf("connecting to %s: %w", address, err)
		}
		clients = append(clients, &client{conn: conn, buf: make([]byte, 0, 64<<10)})
	}
	return clients, nil
}

func closeAll(clients []*client) {
	for _, c := range clients {
		_ = c.conn.Close()
	}
}

// answerTime is how long an answer may take before the bench gives up.
const answerTime = 30 * time.Second

// until reads up to and with a text.
func (c *client) until(text string) error {
	want := []byte(text)
	from := 0
	for {
		if at := bytes.Index(c.buf[from:], want); at >= 0 {
			c.buf = append(c.buf[:0], c.buf[from+at+len(want):]...)
			return nil
		}
		from = max(0, len(c.buf)-len(want))
		c.buf = slices.Grow(c.buf, 4<<10)
		n, err := c.conn.Read(c.buf[len(c.buf):cap(c.buf)])
		c.buf = c.buf[:len(c.buf)+n]
		if err != nil {
			return fmt.Errorf("waiting for %q: %w", text, err)
		}
	}
}

// figures are what was measured.
type figures struct {
	rate     float64 // lines a second of all clients together
	p50, p99 time.Duration
}

func (f figures) String() string { return fmt.Sprintf("%10.0f %9s %9s", f.rate, f.p50, f.p99) }

// measure has all clients work for some time.
func measure(ctx context.Context, clients []*client, w workload, long time.Duration) (figures, error) {
	ctx, cancel := context.WithTimeout(ctx, long)
	defer cancel()
	var mu sync.Mutex
	var all []time.Duration
	var failed error
	var group sync.WaitGroup
	start := time.Now()
	for _, c := range clients {
		group.Go(func() {
			took, err := c.work(ctx, w)
			mu.Lock()
			defer mu.Unlock()
			all = append(all, took...)
			if err != nil {
				failed = err
			}
		})
	}
	group.Wait()
	elapsed := time.Since(start)
	if failed != nil || len(all) == 0 {
		return figures{}, failed
	}
	slices.Sort(all)
	return figures{
		rate: float64(len(all)) / elapsed.Seconds(),
		p50:  all[len(all)/2].Round(time.Microsecond), p99: all[len(all)*99/100].Round(time.Microsecond),
	}, nil
}

// work types line after line and notes how long each answer took.
func (c *client) work(ctx context.Context, w workload) ([]time.Duration, error) {
	var took []time.Duration
	for ctx.Err() == nil {
		c.typed++
		start := time.Now()
		if err := c.conn.SetDeadline(start.Add(answerTime)); err != nil {
			return took, err
		}
		if _, err := io.WriteString(c.conn, w.line(c.typed)+"\r\n"); err != nil {
			return took, err
		}
		if err := c.until(w.answer(c.typed)); err != nil {
			return took, err
		}
		took = append(took, time.Since(start))
	}
	return took, nil
}

// listenEcho opens a server that sends back what it is sent.
func listenEcho() (net.Listener, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("opening the echo server: %w", err)
	}
	go func() {
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				_, _ = io.Copy(conn, conn) // until the client leaves
			}()
		}
	}()
	return ln, nil
}
