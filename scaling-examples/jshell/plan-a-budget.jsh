// One budget, three published laws: how much do they disagree?
var budget = Compute.flops(5.76e23)
for (var law : PublishedLaws.all()) {
    System.out.println(law.name() + ": " + ComputeOptimal.of(law.law()).plan(budget).model());
}
var plan = ComputeOptimal.of(PublishedLaws.BESIROGLU_2024).plan(budget)
System.out.println(Report.plans(List.of(plan)))
/exit
