package stats

import (
	"testing"
	"time"
)

func TestRate(t *testing.T) {
	at := time.Unix(1_000_000, 0)
	var r rate
	for second := range 20 {
		for range 5 {
			r.count(at.Add(time.Duration(second) * time.Second))
		}
	}
	for _, tt := range []struct {
		name  string
		after time.Duration
		want  float64
	}{{"while it goes on", 19 * time.Second, 5}, {"half of it over", 24 * time.Second, 2.5}, {"long over", time.Hour, 0}} {
		if got := r.perSecond(at.Add(tt.after)); got != tt.want {
			t.Errorf("%s: %v a second, want %v", tt.name, got, tt.want)
		}
	}
}

func TestFigures(t *testing.T) {
	failing := false
	s := New(Gauges{Events: func() int { return 3 }, Pending: func() int { return 2 }, Failing: func() bool { return failing }})
	if f := s.Figures(); f != (Figures{}) {
		t.Errorf("before anything happened: %+v", f)
	}
	for n := range 100 {
		s.Stepped("command look", time.Duration(n+1)*time.Millisecond)
	}
	s.Committed(7, 4*time.Millisecond)
	f := s.Figures()
	if f.StepTime.P50 < 45 || f.StepTime.P50 > 55 || f.StepTime.Max != 100 || f.CommitTime.P99 != 4 || f.StepsPerSecond != 10 {
		t.Errorf("the figures are %+v", f)
	}
	failing = true
	for name, want := range map[string]float64{
		"mud_inbox_events": 3, "mud_unstored_steps": 2, "mud_store_failing": 1, "mud_stored_changes_total": 7,
	} {
		if got := value(t, s, name); got != want {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
}

// value is what a gauge or counter shows.
func value(t *testing.T, s *Stats, name string) float64 {
	t.Helper()
	families, err := s.Registry().Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families {
		if f.GetName() == name {
			m := f.GetMetric()[0]
			return m.GetGauge().GetValue() + m.GetCounter().GetValue()
		}
	}
	return -1
}
