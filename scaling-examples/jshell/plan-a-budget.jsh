// One budget, three published laws: how much do they disagree?
var budget = Compute.flops(5.76e23)
var laws = List.<PublishedLaw<?>>of(PublishedLaws.HOFFMANN_2022, PublishedLaws.HOFFMANN_2022_ROUNDED, PublishedLaws.BESIROGLU_2024)
System.out.println(Report.comparison(Comparison.at(budget, laws)))
System.out.println()
var plan = ComputeOptimal.of(PublishedLaws.BESIROGLU_2024).plan(budget)
System.out.println(Report.plans(List.of(plan)))
/exit
