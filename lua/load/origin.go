package load

import "crypto/sha256"

// Author is who asked for the reload that brought a file, "" for nobody.
func (g *Generation) Author(path string) string { return g.origins[path].By }

// Origin tells where the live form of a file came from.
type Origin struct {
	Generation int    // that brought it
	By         string // who asked for that reload, "" for the start
	sum        [32]byte
}

// origins are those of all files of a generation: what has not changed keeps
// its former one.
func origins(former map[string]Origin, plugins []*plugin, number int, by string) map[string]Origin {
	out := map[string]Origin{}
	for _, p := range plugins {
		for _, f := range p.files {
			o := Origin{Generation: number, By: by, sum: sha256.Sum256(f.source)}
			if old, ok := former[f.path]; ok && old.sum == o.sum {
				o = old
			}
			out[f.path] = o
		}
	}
	return out
}

// Origin tells where the live form of a file, "core/lib/items.lua", came from.
func (g *Generation) Origin(path string) Origin { return g.origins[path] }
