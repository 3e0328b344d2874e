package websocket

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"net"
	"net/http"
	"path"
	"strings"
)

//go:embed web
var web embed.FS

// site serves the pages and what they load. What they load stands below a
// folder named after its content, so that browsers may keep it for ever.
type site struct {
	opts    Options
	files   fs.FS
	pages   *template.Template
	assets  string   // the folder, from the pages
	modules []string // the names of the scripts
}

func newSite(opts Options) *site {
	files, err := fs.Sub(web, "web")
	if err != nil {
		panic(err) // the folder is part of the binary
	}
	s := &site{opts: opts, files: files, pages: template.Must(template.ParseFS(files, "*.html"))}
	sum := sha256.New()
	fmt.Fprint(sum, opts.Stylesheet)
	for _, dir := range []string{"css", "js"} {
		entries, err := fs.ReadDir(files, dir)
		if err != nil {
			panic(err)
		}
		for _, e := range entries {
			content, err := fs.ReadFile(files, path.Join(dir, e.Name()))
			if err != nil {
				panic(err)
			}
			fmt.Fprintf(sum, "%s %d ", e.Name(), len(content))
			sum.Write(content)
			if dir == "js" {
				s.modules = append(s.modules, e.Name())
			}
		}
	}
	s.assets = "assets/" + hex.EncodeToString(sum.Sum(nil)[:8]) + "/"
	return s
}

func (s *site) routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		s.page(w, "landing.html", map[string]any{"Online": s.opts.Online(), "Ways": s.ways(r)})
	})
	mux.HandleFunc("GET /play", func(w http.ResponseWriter, _ *http.Request) { s.page(w, "play.html", map[string]any{}) })
	mux.HandleFunc("GET /"+s.assets+"colours.css", func(w http.ResponseWriter, _ *http.Request) {
		keep(w)
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		_, _ = w.Write([]byte(s.opts.Stylesheet)) // the client may be gone
	})
	for _, dir := range []string{"css", "js"} {
		mux.HandleFunc("GET /"+s.assets+dir+"/{name}", func(w http.ResponseWriter, r *http.Request) {
			keep(w)
			http.ServeFileFS(w, r, s.files, path.Join(dir, r.PathValue("name")))
		})
	}
}

// keep lets a browser keep an answer: another content has another address.
func keep(w http.ResponseWriter) {
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
}

func (s *site) page(w http.ResponseWriter, name string, data map[string]any) {
	data["Game"], data["About"], data["Assets"], data["Modules"] = s.opts.Game, s.opts.About, s.assets, s.modules
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if err := s.pages.ExecuteTemplate(w, name, data); err != nil {
		s.opts.Log.Debug("a page was not sent", "page", name, "error", err)
	}
}

// way is a Way as the first page writes it.
type way struct{ Name, Command string }

// ways are told with the host that the visitor knows the server by.
func (s *site) ways(r *http.Request) []way {
	host := r.Host
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.Trim(host, "[]")
	out := make([]way, len(s.opts.Ways))
	for i, w := range s.opts.Ways {
		out[i] = way{w.Name, fmt.Sprintf(w.Command, host, w.Port)}
	}
	return out
}
