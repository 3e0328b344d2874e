package serverhalf

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"mud/engine"
	"mud/engine/account"
	"mud/sessions/wire"
)

// answer answers a request that came to a Portal's admin address.
func (h *Half) answer(ctx context.Context, c wire.Call) wire.Answer {
	r, err := http.NewRequestWithContext(ctx, c.Method, c.Path, strings.NewReader(c.Form))
	if err != nil {
		return wire.Answer{Status: http.StatusBadRequest, Type: "text/plain", Body: []byte(err.Error())}
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := &recorder{header: http.Header{}, status: http.StatusOK}
	h.handler().ServeHTTP(w, r)
	return wire.Answer{Status: w.status, Type: w.header.Get("Content-Type"), Body: w.body.Bytes()}
}

// recorder keeps an answer, to be sent over the link.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (w *recorder) Header() http.Header         { return w.header }
func (w *recorder) WriteHeader(status int)      { w.status = status }
func (w *recorder) Write(p []byte) (int, error) { return w.body.Write(p) }

// handler is the Server's part of the admin address.
func (h *Half) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /reload", func(w http.ResponseWriter, r *http.Request) {
		report, err := h.engine.Reload(r.Context(), fromShell)
		reply(w, report, err)
	})
	mux.HandleFunc("POST /stop", func(w http.ResponseWriter, r *http.Request) {
		reply(w, "", h.do(r, func(e *engine.Engine) error { e.Shutdown(""); return nil }))
	})
	mux.HandleFunc("POST /restart", func(w http.ResponseWriter, r *http.Request) {
		reply(w, "", h.do(r, func(e *engine.Engine) error { e.Restart(nil); return nil }))
	})
	mux.HandleFunc("POST /backup", func(w http.ResponseWriter, r *http.Request) {
		file := r.FormValue("file")
		reply(w, "Saved to "+file+".", h.backup(r.Context(), file))
	})
	mux.HandleFunc("POST /admin", func(w http.ResponseWriter, r *http.Request) {
		reply(w, "The superuser is made.", h.CreateAdmin(r.Context(), r.FormValue("name"), r.FormValue("password")))
	})
	mux.HandleFunc("GET /status", h.answerStatus)
	mux.HandleFunc("GET /health", h.answerHealth)
	mux.HandleFunc("POST /profile", h.answerProfile)
	mux.Handle("GET /metrics", promhttp.HandlerFor(h.stats.Registry(), promhttp.HandlerOpts{DisableCompression: true}))
	return mux
}

func (h *Half) do(r *http.Request, fn func(e *engine.Engine) error) error {
	return h.engine.Do(r.Context(), fn)
}

func reply(w http.ResponseWriter, text string, err error) {
	if err != nil {
		http.Error(w, err.Error(), http.StatusConflict)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprintln(w, text)
}

// CreateAdmin makes an account that is a superuser, or makes one of an account
// that exists and gives it the password.
func (h *Half) CreateAdmin(ctx context.Context, name, password string) error {
	if err := account.CheckPassword(name, password); err != nil {
		return err
	}
	hash, err := account.Hash(password)
	if err != nil {
		return err
	}
	return h.engine.Do(ctx, func(e *engine.Engine) error { return e.MakeSuperuser(name, hash) })
}
