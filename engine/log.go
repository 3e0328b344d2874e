package engine

import (
	"context"
	"log/slog"
)

// stepLog adds to each line of the log whose step is running: the session and
// the account. It is for the game goroutine only, as the running step is.
type stepLog struct {
	slog.Handler
	engine *Engine
}

// Handle adds what the line does not say itself.
func (h stepLog) Handle(ctx context.Context, r slog.Record) error {
	e := h.engine
	if e.current == nil || e.current.session == nil {
		return h.Handler.Handle(ctx, r)
	}
	said := map[string]bool{}
	r.Attrs(func(a slog.Attr) bool {
		said[a.Key] = true
		return true
	})
	attrs := e.current.session.LogAttrs()
	r = r.Clone()
	for i := 0; i < len(attrs) && !said["session"]; i += 2 {
		if !said[attrs[i].(string)] {
			r.Add(attrs[i], attrs[i+1])
		}
	}
	return h.Handler.Handle(ctx, r)
}

// WithAttrs keeps the step in what comes of it.
func (h stepLog) WithAttrs(attrs []slog.Attr) slog.Handler {
	return stepLog{h.Handler.WithAttrs(attrs), h.engine}
}

// WithGroup keeps the step in what comes of it.
func (h stepLog) WithGroup(name string) slog.Handler {
	return stepLog{h.Handler.WithGroup(name), h.engine}
}
