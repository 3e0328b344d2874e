package stats

import (
	"math"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"
)

// Times are the quantiles of a duration over the last minutes, in
// milliseconds; 0 where nothing happened.
type Times struct {
	P50 float64 `json:"p50"`
	P90 float64 `json:"p90"`
	P99 float64 `json:"p99"`
	Max float64 `json:"max"`
}

// Figures are the Server's figures as `mud status` shows them.
type Figures struct {
	StepsPerSecond float64 `json:"steps_per_second"` // over the last ten seconds
	StepTime       Times   `json:"step_ms"`
	CommitTime     Times   `json:"commit_ms"`
}

// Figures are what was counted up to now.
func (s *Stats) Figures() Figures {
	s.mu.Lock()
	perSecond := s.rate.perSecond(time.Now())
	s.mu.Unlock()
	return Figures{StepsPerSecond: perSecond, StepTime: times(s.steps), CommitTime: times(s.commits)}
}

func times(m prometheus.Summary) Times {
	var out dto.Metric
	if err := m.Write(&out); err != nil {
		return Times{} // a summary always can be written
	}
	var t Times
	to := map[float64]*float64{0.5: &t.P50, 0.9: &t.P90, 0.99: &t.P99, 1: &t.Max}
	for _, q := range out.GetSummary().GetQuantile() {
		if v := q.GetValue(); !math.IsNaN(v) {
			*to[q.GetQuantile()] = math.Round(v*1e6) / 1e3
		}
	}
	return t
}

// window is how many seconds a rate is the mean of.
const window = 10

// rate counts by the second, for the last seconds.
type rate struct {
	counts [window]int
	second int64 // of the newest count
}

// count notes one more at a moment.
func (r *rate) count(now time.Time) {
	r.advance(now)
	r.counts[r.second%window]++
}

func (r *rate) advance(now time.Time) {
	for n := now.Unix(); r.second < n; {
		if n-r.second >= window {
			r.counts = [window]int{}
			r.second = n
			return
		}
		r.second++
		r.counts[r.second%window] = 0
	}
}

// perSecond is the mean over the window.
func (r *rate) perSecond(now time.Time) float64 {
	r.advance(now)
	sum := 0
	for _, n := range r.counts {
		sum += n
	}
	return float64(sum) / window
}
