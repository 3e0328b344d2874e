package portalhalf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"mud/sessions/portal"
	"mud/sessions/wire"
)

// adminHeader must be on every request: a browser that was led here by a page
// cannot send it.
const adminHeader = "X-Mud-Admin"

// adminHandler serves the admin address. What the Portal does not do itself
// the Server answers.
func (h *Half) adminHandler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /stop", h.adminStop)
	mux.HandleFunc("POST /restart", h.adminRestart)
	mux.HandleFunc("GET /metrics", h.adminMetrics)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { h.forward(w, r) })
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		ip := net.ParseIP(host)
		local := err == nil && (host == "localhost" || ip != nil && ip.IsLoopback())
		if !local || r.Header.Get(adminHeader) == "" && !watched[r.URL.Path] {
			http.Error(w, "this is for the mud command only", http.StatusForbidden)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// watched are the paths that other programs than the mud command may ask.
var watched = map[string]bool{"/metrics": true, "/health": true}

// forward has the Server answer a request.
func (h *Half) forward(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	a, err := h.ask(r, r.Form.Encode())
	if err != nil {
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", a.Type)
	w.WriteHeader(a.Status)
	_, _ = w.Write(a.Body) // the client may be gone
}

// lookTime is how long the Server may take to tell how it is.
const lookTime = 5 * time.Second

// errStuck means that the Server is there and does nothing.
var errStuck = fmt.Errorf("the server has not answered for %s: it is busy, or stuck; its process is named in the log", lookTime)

// ask has the Server answer a request. One that only looks does not wait for a
// Server that is stuck; others may take their time.
func (h *Half) ask(r *http.Request, form string) (wire.Answer, error) {
	ctx := r.Context()
	if r.Method == http.MethodGet {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, lookTime, errStuck)
		defer cancel()
	}
	a, err := h.portal.Call(ctx, r.Method, r.URL.Path, form)
	if ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	return a, err
}

// adminStop stops both halves, or this one if no Server is there.
func (h *Half) adminStop(w http.ResponseWriter, r *http.Request) {
	_, err := h.portal.Call(r.Context(), r.Method, r.URL.Path, "")
	if errors.Is(err, portal.ErrAway) {
		err = nil
		h.Stop("")
	}
	reply(w, "The server is stopping.", err)
}

// restartTime is how long a new Server may take before who asked is told so.
const restartTime = 2 * time.Minute

// adminRestart has a new Server take over, and tells how that went.
func (h *Half) adminRestart(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), restartTime)
	defer cancel()
	h.mu.Lock()
	h.report = ""
	h.mu.Unlock()
	next := h.NextServer()
	a, err := h.portal.Call(ctx, r.Method, r.URL.Path, "")
	if errors.Is(err, portal.ErrAway) { // it went before its answer left, or had gone: the next one is what was asked for
		a.Status, err = http.StatusOK, nil
	}
	if err != nil || a.Status != http.StatusOK {
		reply(w, "", errors.Join(err, errors.New(strings.TrimSpace(string(a.Body)))))
		return
	}
	select {
	case <-next:
		h.mu.Lock()
		defer h.mu.Unlock()
		if h.report != "" {
			reply(w, "", errors.New(h.report))
			return
		}
		reply(w, "A new server runs.", nil)
	case <-ctx.Done():
		reply(w, "", errors.New("no new server has come up yet; the log says why"))
	}
}

// Failed tells who asked for a new Server, in the game or by mud restart, that
// it did not come up.
func (h *Half) Failed(text string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.report = text
	h.portal.Tell(h.asker, text)
}

func reply(w http.ResponseWriter, text string, err error) {
	if err != nil {
		http.Error(w, err.Error(), http.StatusConflict)
		return
	}
	fmt.Fprintln(w, text)
}

// Ask sends a request to the admin address of a running server and returns
// its answer. An address where nobody listens gives ErrNotRunning.
func Ask(ctx context.Context, method, address, path string, form map[string]string) (string, error) {
	values := url.Values{}
	for k, v := range form {
		values.Set(k, v)
	}
	req, err := http.NewRequestWithContext(ctx, method, "http://"+address+path, strings.NewReader(values.Encode()))
	if err != nil {
		return "", fmt.Errorf("the admin address %q: %w", address, err)
	}
	req.Header.Set(adminHeader, "1")
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := http.DefaultClient.Do(req)
	if err != nil {
		var op *net.OpError
		if errors.As(err, &op) && op.Op == "dial" {
			return "", ErrNotRunning
		}
		return "", err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(io.LimitReader(answer.Body, 16<<20))
	if err != nil {
		return "", fmt.Errorf("reading the server's answer: %w", err)
	}
	if answer.StatusCode != http.StatusOK {
		return "", errors.New(strings.TrimSpace(string(text)))
	}
	return string(text), nil
}

// ErrNotRunning means that no server listens on the admin address.
var ErrNotRunning = errors.New("no server is running here: start it with mud run")
