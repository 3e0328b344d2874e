package ssh

import (
	"errors"
	"io"
	"strings"
	"sync"

	"golang.org/x/term"
)

// errAgain ends the reading of a line that begins anew: with another prompt,
// or hidden where it was shown. What was typed so far stays.
var errAgain = errors.New("the line is read anew")

// terminal edits lines for a client that sends each key.
type terminal struct {
	term *term.Terminal
	keys chan []byte   // what the client typed
	anew chan struct{} // the line that is being read is to begin anew
	over chan struct{} // no more keys come
	done chan struct{} // no more keys are wanted

	mu     sync.Mutex
	hidden bool
	prompt string
	rest   []byte // of the last keys
}

func newTerminal(rw io.ReadWriter) *terminal {
	t := &terminal{keys: make(chan []byte), anew: make(chan struct{}, 1), over: make(chan struct{}), done: make(chan struct{})}
	t.term = term.NewTerminal(keyboard{t, rw}, "")
	go t.read(rw)
	return t
}

// read hands on what the client types.
func (t *terminal) read(r io.Reader) {
	defer close(t.over)
	for {
		buf := make([]byte, 512)
		n, err := r.Read(buf)
		if n > 0 {
			select {
			case t.keys <- buf[:n]:
			case <-t.done:
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// keyboard is what the line editor reads and writes.
type keyboard struct {
	t *terminal
	io.Writer
}

func (k keyboard) Read(p []byte) (int, error) {
	if len(k.t.rest) == 0 {
		select {
		case <-k.t.anew:
			return 0, errAgain
		case k.t.rest = <-k.t.keys:
		case <-k.t.over:
			return 0, io.EOF
		}
	}
	n := copy(p, k.t.rest)
	k.t.rest = k.t.rest[n:]
	return n, nil
}

func (t *terminal) line() (string, error) {
	for {
		t.mu.Lock()
		hidden, prompt := t.hidden, t.prompt
		t.mu.Unlock()
		var line string
		var err error
		if hidden {
			line, err = t.term.ReadPassword(prompt)
		} else {
			t.term.SetPrompt(prompt)
			line, err = t.term.ReadLine()
		}
		switch {
		case errors.Is(err, errAgain):
		case err == nil, errors.Is(err, term.ErrPasteIndicator):
			t.mu.Lock()
			t.prompt = "" // it is answered
			t.mu.Unlock()
			return line, nil
		default:
			return "", err
		}
	}
}

func (t *terminal) show(text, prompt string) error {
	if text != "" {
		if _, err := io.WriteString(t.term, text); err != nil {
			return err
		}
	}
	if prompt != "" {
		t.begin(func() { t.prompt = strings.TrimRight(prompt, "\n") })
	}
	return nil
}

func (t *terminal) hide(on bool) { t.begin(func() { t.hidden = on }) }

// begin changes how lines are read, and has the present one begin anew.
func (t *terminal) begin(change func()) {
	t.mu.Lock()
	change()
	t.mu.Unlock()
	select {
	case t.anew <- struct{}{}:
	default:
	}
}

func (t *terminal) resize(width, height int) {
	if width > 0 && height > 0 {
		_ = t.term.SetSize(width, height) // draws the line anew; the client may be gone
	}
}

func (t *terminal) end() { close(t.done) }
