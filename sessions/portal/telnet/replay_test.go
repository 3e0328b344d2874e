package telnet

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// captures are bytes that real clients sent (tel: Debian's telnet, tt:
// TinTin++, tf: tinyfugue), with what must come of them: the lines, and the
// flags that matter.
var captures = map[string]struct {
	lines []string
	flags map[string]any
}{
	"tel_burst":   {nil, map[string]any{"SCREENWIDTH": 100, "SCREENHEIGHT": 30}},
	"tel_dc":      {nil, nil},
	"tel_input":   {[]string{"hello world", "a;b", "", "café 漢 😀", "brace {x} 100%"}, nil},
	"tel_loop":    {nil, nil},
	"tel_mccp2":   {nil, nil},
	"tel_pipe":    {[]string{"bob", "look", "", "café \ufffd"}, nil},
	"tel_pw":      {[]string{"s3cret", "after"}, nil},
	"tel_pwlm":    {[]string{"pw1", "look", "pw2"}, nil},
	"tel_pwsga":   {[]string{"pw1", "look", "pw2"}, nil},
	"tel_resize":  {nil, map[string]any{"SCREENWIDTH": 80, "SCREENHEIGHT": 24}},
	"tel_split":   {nil, map[string]any{"CLIENTNAME": "XTERM-256COLOR", "XTERM256": true}},
	"tel_step":    {nil, map[string]any{"SCREENWIDTH": 100}},
	"tf_burst":    {nil, map[string]any{"SCREENWIDTH": 99, "SCREENHEIGHT": 26}},
	"tf_input":    {[]string{"hello", "cafC)"}, nil},
	"tf_loop":     {nil, nil},
	"tf_mccp2":    {nil, map[string]any{"SCREENWIDTH": 99, "CLIENTNAME": "TINYFUGUE"}},
	"tf_pwsga":    {[]string{"pw1", "look", "pw2"}, nil},
	"tf_res":      {nil, map[string]any{"SCREENWIDTH": 119, "SCREENHEIGHT": 36}},
	"tf_step":     {nil, map[string]any{"CLIENTNAME": "TINYFUGUE", "TERM": "ANSI-ATTR"}},
	"tt_burst":    {nil, map[string]any{"SCREENWIDTH": 100, "SCREENHEIGHT": 30}},
	"tt_dc":       {nil, map[string]any{"UTF-8": true}},
	"tt_h2":       {[]string{"pw", "pw", "pw", "look"}, nil},
	"tt_headless": {[]string{"look"}, nil},
	"tt_input":    {[]string{"hello world", "a", "b", "", "café 漢 😀", "brace {x} 100%"}, nil},
	"tt_loop":     {nil, nil},
	"tt_mccp2":    {nil, map[string]any{"SCREENWIDTH": 100, "CLIENTNAME": "TINTIN++"}},
	"tt_mccp3":    {nil, map[string]any{"CLIENTNAME": "TINTIN++"}}, // we do not offer it: what it holds is shown inflated
	"tt_none":     {nil, nil},
	"tt_pw":       {[]string{"s3cret", "after"}, nil},
	"tt_pwsga":    {[]string{"pw1", "look", "pw2"}, nil},
	"tt_resize":   {nil, map[string]any{"SCREENWIDTH": 80, "SCREENHEIGHT": 24}},
	"tt_split":    {nil, map[string]any{"CLIENTNAME": "TINTIN++"}},
	"tt_step2":    {nil, map[string]any{"SCREENWIDTH": 100}},
	"tt_stepev":   {nil, map[string]any{"CLIENTNAME": "TinTin++", "XTERM256": true, "TRUECOLOR": true, "UTF-8": true, "SCREENREADER": false}},
}

// TestCaptures replays what real clients sent, however the network cut it.
func TestCaptures(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) != len(captures) {
		t.Fatalf("there are %d captures and %d expectations (%v)", len(files), len(captures), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		want, ok := captures[name]
		if !ok {
			t.Errorf("nothing says what is to come of %s", name)
		}
		whole := clientBytes(t, file)
		for _, size := range []int{1, 2, 3, 7, 100_000} {
			t.Run(fmt.Sprintf("%s in pieces of %d", name, size), func(t *testing.T) {
				s, c := play(t, testOptions(t), pieces(whole, size)...)
				if !slices.Equal(s.lines, want.lines) {
					t.Errorf("the lines are %q, want %q", s.lines, want.lines)
				}
				for flag, v := range want.flags {
					if s.flags[flag] != v {
						t.Errorf("%s is %v, want %v", flag, s.flags[flag], v)
					}
				}
				if n := bytes.Count(c.sent(), []byte{iac}); n > 60 {
					t.Errorf("%d telnet commands were sent in answer: %q", n, c.sent())
				}
			})
		}
	}
}

// clientBytes are all bytes of the client in a transcript: lines such as
// "1.45 C> 73 33 0d 0a | comment".
func clientBytes(t *testing.T, file string) []byte {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []byte
	for in := bufio.NewScanner(f); in.Scan(); {
		_, rest, ok := strings.Cut(in.Text(), " C> ")
		if !ok {
			continue
		}
		text, _, _ := strings.Cut(rest, "|")
		data, err := hex.DecodeString(strings.ReplaceAll(strings.TrimSpace(text), " ", ""))
		if err != nil {
			t.Fatalf("%s: %q: %v", file, in.Text(), err)
		}
		out = append(out, data...)
	}
	return out
}
