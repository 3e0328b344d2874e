package load

import (
	"slices"
	"strings"
)

// Closure is some plugins with all those that they require, and core.
func Closure(root string, names ...string) ([]string, error) {
	var out []string
	var add func(name string) error
	add = func(name string) error {
		if slices.Contains(out, name) {
			return nil
		}
		p, problems := readManifest(root, name)
		if len(problems) > 0 {
			return Problems(problems)
		}
		out = append(out, name)
		for _, need := range p.Requires {
			other, _, _ := strings.Cut(need, ">=")
			if err := add(strings.TrimSpace(other)); err != nil {
				return err
			}
		}
		return nil
	}
	for _, name := range append([]string{Core}, names...) {
		if err := add(name); err != nil {
			return nil, err
		}
	}
	return out, nil
}
