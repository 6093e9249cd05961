//! A schedule as the order of steps on each machine, with the longest path through every step.

use super::shop::Shop;

/// An order of steps on each machine. A step begins when the ones ahead of it in its job and on its machine are done.
#[derive(Clone)]
pub struct Plan {
    queues: Vec<Vec<usize>>,
    /// Place of each step in its machine's queue.
    place: Vec<usize>,
    /// The step ahead on the machine.
    before: Vec<usize>,
    /// The next step on the machine.
    after: Vec<usize>,
    /// Earliest start.
    head: Vec<u32>,
    /// Longest time from the start of the step to the end of all work.
    tail: Vec<u32>,
    /// The steps in an order that respects jobs and machines.
    order: Vec<usize>,
    /// How many of the two steps ahead are still to come, while the order is made.
    waits: Vec<u8>,
    makespan: u32,
}

/// Takes the step at one place of a machine's queue and puts it at another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// The machine.
    pub machine: usize,
    /// From this place.
    pub from: usize,
    /// To this place.
    pub to: usize,
}

impl Move {
    /// The move that takes it back.
    pub fn undone(self) -> Self {
        Self { machine: self.machine, from: self.to, to: self.from }
    }
}

impl Plan {
    /// The plan with these queues, or nothing where they contradict the jobs.
    pub fn new(shop: &Shop, queues: Vec<Vec<usize>>) -> Option<Self> {
        let mut plan = Self { queues, ..Self::empty(shop) };
        for machine in 0..plan.queues.len() {
            plan.link(machine, shop.len());
        }
        plan.evaluate(shop).then_some(plan)
    }

    /// A plan that does nothing, for a shop without steps.
    pub fn empty(shop: &Shop) -> Self {
        let none = shop.len();
        Self {
            queues: vec![Vec::new(); shop.machines],
            place: vec![0; none],
            before: vec![none; none],
            after: vec![none; none],
            head: vec![0; none + 1],
            tail: vec![0; none + 1],
            order: Vec::new(),
            waits: Vec::new(),
            makespan: 0,
        }
    }

    /// End of the last step.
    pub fn makespan(&self) -> u32 {
        self.makespan
    }

    /// The step at a place of a machine's queue.
    pub fn step_at(&self, machine: usize, place: usize) -> usize {
        self.queues[machine][place]
    }

    /// The start of each step, job by job.
    pub fn starts(&self, shop: &Shop) -> Vec<Vec<u32>> {
        shop.jobs.iter().map(|job| self.head[job.clone()].to_vec()).collect()
    }

    fn link(&mut self, machine: usize, none: usize) {
        let queue = &self.queues[machine];
        for (place, &step) in queue.iter().enumerate() {
            self.place[step] = place;
            self.before[step] = if place == 0 { none } else { queue[place - 1] };
            self.after[step] = queue.get(place + 1).copied().unwrap_or(none);
        }
    }

    /// Makes a move; false, and the plan as it was, where it contradicts the jobs.
    pub fn apply(&mut self, shop: &Shop, mv: Move) -> bool {
        self.shift(shop, mv);
        let sound = self.evaluate(shop);
        if !sound {
            self.shift(shop, mv.undone());
            self.evaluate(shop);
        }
        sound
    }

    fn shift(&mut self, shop: &Shop, mv: Move) {
        let queue = &mut self.queues[mv.machine];
        if mv.from < mv.to {
            queue[mv.from..=mv.to].rotate_left(1);
        } else {
            queue[mv.to..=mv.from].rotate_right(1);
        }
        self.link(mv.machine, shop.len());
    }

    /// Computes heads, tails and makespan; false where the queues contradict the jobs.
    fn evaluate(&mut self, shop: &Shop) -> bool {
        let none = shop.len();
        self.waits.clear();
        self.waits.extend(
            (0..none).map(|step| u8::from(shop.job_before[step] != none) + u8::from(self.before[step] != none)),
        );
        self.order.clear();
        self.order.extend((0..none).filter(|&step| self.waits[step] == 0));
        let mut done = 0;
        while let Some(&step) = self.order.get(done) {
            done += 1;
            let (a, b) = (shop.job_before[step], self.before[step]);
            self.head[step] = (self.head[a] + shop.minutes[a]).max(self.head[b] + shop.minutes[b]);
            for next in [shop.job_after[step], self.after[step]] {
                if next != none {
                    self.waits[next] -= 1;
                    if self.waits[next] == 0 {
                        self.order.push(next);
                    }
                }
            }
        }
        if done < none {
            return false;
        }
        self.makespan = 0;
        for &step in self.order.iter().rev() {
            let (a, b) = (shop.job_after[step], self.after[step]);
            self.tail[step] = self.tail[a].max(self.tail[b]) + shop.minutes[step];
            self.makespan = self.makespan.max(self.head[step] + self.tail[step]);
        }
        true
    }

    /// A critical path, cut into blocks: runs of steps that follow each other on one machine, as
    /// (machine, first place, last place).
    pub fn blocks(&self, shop: &Shop) -> Vec<(usize, usize, usize)> {
        let none = shop.len();
        let critical = |step: usize| step != none && self.head[step] + self.tail[step] == self.makespan;
        let mut blocks: Vec<(usize, usize, usize)> = Vec::new();
        let mut at = (0..none).find(|&step| self.head[step] == 0 && critical(step));
        let mut on_machine = false;
        while let Some(step) = at {
            let place = self.place[step];
            match blocks.last_mut() {
                Some(block) if on_machine => block.2 = place,
                _ => blocks.push((shop.machine[step], place, place)),
            }
            let end = self.head[step] + shop.minutes[step];
            let follows = |next: usize| critical(next) && self.head[next] == end;
            let (machine_next, job_next) = (self.after[step], shop.job_after[step]);
            on_machine = follows(machine_next);
            at = if on_machine { Some(machine_next) } else { Some(job_next).filter(|&next| follows(next)) };
        }
        blocks
    }

    /// Moves within the critical blocks that could shorten the schedule and keep it sound (neighbourhood N6 of
    /// Balas & Vazacopoulos, Management Science 44:262, 1998).
    pub fn moves(&self, shop: &Shop, found: &mut Vec<Move>) {
        found.clear();
        let blocks = self.blocks(shop);
        for (number, &(machine, first, last)) in blocks.iter().enumerate() {
            let mut add = |from: usize, to: usize| {
                let mv = Move { machine, from, to };
                if self.is_sound(shop, mv) {
                    found.push(mv);
                }
            };
            // Nothing is gained before the first block or behind the last.
            if number + 1 < blocks.len() {
                (first..last).for_each(|place| add(place, last));
            }
            if number > 0 {
                // The two last of a block of two would change places a second time.
                let other = if number + 1 < blocks.len() && last == first + 1 { last + 1 } else { first + 1 };
                (other..=last).for_each(|place| add(place, first));
            }
        }
    }

    /// Whether a move surely keeps the plan free of circles.
    fn is_sound(&self, shop: &Shop, mv: Move) -> bool {
        let (step, other) = (self.step_at(mv.machine, mv.from), self.step_at(mv.machine, mv.to));
        if mv.from < mv.to {
            // No way may lead from the job's next step to the one behind which this one goes.
            let next = shop.job_after[step];
            mv.to == mv.from + 1 || next == shop.len() || self.tail[other] >= self.tail[next]
        } else {
            let ahead = shop.job_before[step];
            let end = |step: usize| self.head[step] + shop.minutes[step];
            mv.from == mv.to + 1 || ahead == shop.len() || end(other) >= end(ahead)
        }
    }

    /// About how long the longest path through the moved steps would be (Balas & Vazacopoulos; exact for most moves).
    pub fn estimate(&self, shop: &Shop, mv: Move, line: &mut Vec<usize>, heads: &mut Vec<u32>) -> u32 {
        let (low, high) = (mv.from.min(mv.to), mv.from.max(mv.to));
        line.clear();
        line.extend_from_slice(&self.queues[mv.machine][low..=high]);
        if mv.from < mv.to {
            line.rotate_left(1);
        } else {
            line.rotate_right(1);
        }
        let ahead = self.before[self.step_at(mv.machine, low)];
        let mut free = self.head[ahead] + shop.minutes[ahead];
        heads.clear();
        for &step in line.iter() {
            let job = shop.job_before[step];
            let head = free.max(self.head[job] + shop.minutes[job]);
            heads.push(head);
            free = head + shop.minutes[step];
        }
        let mut rest = self.tail[self.after[self.step_at(mv.machine, high)]];
        let mut longest = 0;
        for (&step, head) in line.iter().zip(heads.iter()).rev() {
            rest = rest.max(self.tail[shop.job_after[step]]) + shop.minutes[step];
            longest = longest.max(head + rest);
        }
        longest
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shop() -> Shop {
        Shop::read(&json!({"machines": ["a", "b"], "jobs": [
            {"steps": [{"machine": 0, "minutes": 3}, {"machine": 1, "minutes": 2}]},
            {"steps": [{"machine": 1, "minutes": 2}, {"machine": 0, "minutes": 4}]}]}))
        .unwrap()
    }

    /// By hand: with job 0 ahead of job 1 on both machines, job 1 waits on b until 5 and ends on a at 11.
    #[test]
    fn heads_tails_and_blocks_are_those_worked_by_hand() {
        let shop = shop();
        let plan = Plan::new(&shop, vec![vec![0, 3], vec![1, 2]]).unwrap();
        assert_eq!((plan.makespan(), plan.starts(&shop)), (11, vec![vec![0, 3], vec![5, 7]]));
        assert_eq!(plan.blocks(&shop), [(0, 0, 0), (1, 0, 1), (0, 1, 1)]);
        let mut moves = Vec::new();
        plan.moves(&shop, &mut moves);
        assert_eq!(moves, [Move { machine: 1, from: 0, to: 1 }]);
        assert_eq!(plan.estimate(&shop, moves[0], &mut Vec::new(), &mut Vec::new()), 6);
    }

    #[test]
    fn queues_in_a_circle_are_no_plan() {
        assert!(Plan::new(&shop(), vec![vec![3, 0], vec![1, 2]]).is_none());
    }

    #[test]
    fn a_move_that_makes_a_circle_is_taken_back() {
        let shop = shop();
        let mut plan = Plan::new(&shop, vec![vec![0, 3], vec![1, 2]]).unwrap();
        assert!(!plan.apply(&shop, Move { machine: 0, from: 0, to: 1 }));
        assert_eq!(plan.makespan(), 11);
        assert!(plan.apply(&shop, Move { machine: 1, from: 0, to: 1 }));
        assert_eq!(plan.makespan(), 7);
    }
}
