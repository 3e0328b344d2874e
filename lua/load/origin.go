package load

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"mud/engine"
)

// Author is who asked for the reload that brought a file, "" for nobody.
func (g *Generation) Author(path string) string { return g.origins[path].By }

// Origin tells where the live form of a file came from: the reload in which it
// changed last.
type Origin struct {
	Generation int    `json:"generation"`
	By         string `json:"by,omitempty"` // who asked for that reload, "" for a start
	At         int64  `json:"at"`           // when, in seconds since 1970
	Sum        string `json:"sum"`          // of what is in the file
}

// history is what a world keeps of its scripts, so that origins stay true when
// another Server takes over: generations are counted on.
type history struct {
	Generation int               `json:"generation"` // the last one
	Files      map[string]Origin `json:"files"`      // by path
}

// recall takes in the history that an order brings, once.
func (l *Loader) recall(o engine.Order) {
	if l.origins != nil || len(o.History) == 0 {
		return
	}
	var h history
	if err := json.Unmarshal(o.History, &h); err != nil {
		l.Log.Error("where the scripts came from cannot be read, and begins anew", "error", err)
		return
	}
	l.number, l.origins = h.Generation, h.Files
}

// record notes the origins of all files of a generation: what has not changed
// keeps its former one, also while its plugin is off.
func (l *Loader) record(g *Generation, plugins []*plugin, o engine.Order) error {
	out := map[string]Origin{}
	for _, p := range plugins {
		for _, f := range p.all() {
			sum := sha256.Sum256(f.source)
			origin := Origin{Generation: g.number, By: o.By, At: o.At.Unix(), Sum: hex.EncodeToString(sum[:8])}
			if old, ok := l.origins[f.path]; ok && old.Sum == origin.Sum {
				origin = old
			}
			out[f.path] = origin
		}
	}
	there := l.folders()
	for path, old := range l.origins {
		owner, _, _ := strings.Cut(path, "/")
		off := !slices.ContainsFunc(plugins, func(p *plugin) bool { return p.Name == owner })
		if off && slices.Contains(there, owner) {
			out[path] = old
		}
	}
	data, err := json.Marshal(history{g.number, out})
	if err != nil {
		return fmt.Errorf("noting where the scripts came from: %w", err)
	}
	l.origins, g.origins, g.history = out, out, data
	return nil
}

// History is what the world keeps of the scripts for the next Server; see
// engine.Order.
func (g *Generation) History() []byte { return g.history }
