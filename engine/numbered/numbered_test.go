package numbered

import "testing"

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		style Style
		text  string
		name  string
		n     int
	}{
		{Both, "ball-2", "ball", 2}, {Both, "2-ball", "ball", 2}, {"", "2-ball", "ball", 2},
		{After, "ball-2", "ball", 2}, {After, "2-ball", "2-ball", 0},
		{Before, "2-ball", "ball", 2}, {Before, "ball-2", "ball-2", 0},
		{Both, "x-ray-3", "x-ray", 3}, {Both, "ball", "ball", 0}, {Both, "-2", "-2", 0}, {Both, "ball-", "ball-", 0},
	} {
		name, n := c.style.Split(c.text)
		if name != c.name || n != c.n {
			t.Errorf("%s: %q is %q %d, want %q %d", c.style, c.text, name, n, c.name, c.n)
		}
		if n > 0 && c.style != Both && c.style != "" && c.style.Join(name, n) != c.text {
			t.Errorf("%s: %s does not come back from its parts", c.style, c.text)
		}
	}
}
