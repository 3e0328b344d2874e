package engine_test

import (
	"strings"
	"testing"

	"mud/cmd/mud/stage"
)

// TestLogSaysWhose: what is logged while a step runs names the session and the
// account, each once.
func TestLogSaysWhose(t *testing.T) {
	var log strings.Builder
	s, err := stage.New(stage.Options{Scripts: bed(t, nil), Plugins: []string{"core", "bed"}, Log: &log})
	if err != nil {
		t.Fatal(err)
	}
	ann := join(t, s, "Ann")
	ann.Type(`try mud.log("look here")`)
	ann.Type("fail 1")
	ann.HangUp()
	s.Connect().Type("connect Nobody some-password")
	for what, want := range map[string]string{
		"look here": "session=1 account=Ann", "script failed": "session=1 account=Ann", "logged in": "session=1 account=Ann address=",
		"disconnected": "session=1 account=Ann address=", "login failed": "account=Nobody",
	} {
		line := ""
		for l := range strings.Lines(log.String()) {
			if strings.Contains(l, what) {
				line = l
			}
		}
		if !strings.Contains(line, want) || strings.Count(line, "session=") != 1 || strings.Count(line, "account=") != 1 {
			t.Errorf("%s: %q, want %q", what, line, want)
		}
	}
}
