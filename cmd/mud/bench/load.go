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

// sample is what was measured of one server.
type sample struct {
	took    []time.Duration // until each answer
	elapsed time.Duration
}

// measure has all clients work for some time.
func (s *sample) measure(ctx context.Context, clients []*client, w workload, long time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, long)
	defer cancel()
	var mu sync.Mutex
	var failed error
	var group sync.WaitGroup
	start := time.Now()
	for _, c := range clients {
		group.Go(func() {
			took, err := c.work(ctx, w)
			mu.Lock()
			defer mu.Unlock()
			s.took = append(s.took, took...)
			if err != nil {
				failed = err
			}
		})
	}
	group.Wait()
	s.elapsed += time.Since(start)
	return failed
}

// rate is how many lines a second all clients together had answered.
func (s *sample) rate() float64 { return float64(len(s.took)) / s.elapsed.Seconds() }

// part is the time within which so many percent of the answers came.
func (s *sample) part(percent int) time.Duration {
	if len(s.took) == 0 {
		return 0
	}
	slices.Sort(s.took)
	return s.took[(len(s.took)-1)*percent/100].Round(time.Microsecond)
}

// String is one cell of the table.
func (s *sample) String() string {
	return fmt.Sprintf("%10.0f %9s %9s", s.rate(), s.part(50), s.part(99))
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
